"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { Button } from "#components/ui/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Status, type StatusValue } from "#components/ui/status.tsx";
import type { Sprint } from "#server/planning/schema.ts";
import { ChooseTeam, usePlanningTeam } from "../choose-team.tsx";
import { PlanningTabs } from "../planning-tabs.tsx";
import { sprintsQuery } from "../queries.ts";
import { useMay } from "../use-may.ts";
import { NewSprintDialog } from "./new-sprint-dialog.tsx";
import { SprintActs } from "./sprint-acts.tsx";

/** The sprints of the chosen team, newest first. */
export function SprintsList() {
	const team = usePlanningTeam();
	return (
		<>
			<PlanningTabs />
			{team ? <SprintsOf team={team} /> : <ChooseTeam />}
		</>
	);
}

function SprintsOf({ team }: { team: string }) {
	const t = useTranslations("planning.sprint");
	const query = useQuery(sprintsQuery(team));
	const may = useMay(team);
	const [planning, setPlanning] = useState(false);
	const columns = useColumns(team);
	const plan = may.lead && (
		<Button look="primary" icon={<Plus aria-hidden size={14} />} onClick={() => setPlanning(true)}>
			{t("new")}
		</Button>
	);
	return (
		<>
			<Loaded query={query}>
				{({ items }) =>
					items.length === 0 ? (
						<EmptyState title={t("none")} action={plan}>
							{t("noneDetail")}
						</EmptyState>
					) : (
						<>
							<div className="flex items-center justify-between pb-3">
								<h1 className="font-semibold text-lg">{t("list", { team: items[0]?.team.title ?? team })}</h1>
								{plan}
							</div>
							<div className="rounded-lg border bg-surface">
								<DataTable
									label={t("list", { team })}
									columns={columns}
									rows={items}
									rowKey={({ id }) => id}
									rowHref={({ id }) => `/planning/sprints/${id}`}
								/>
							</div>
						</>
					)
				}
			</Loaded>
			{planning && <NewSprintDialog team={team} onClose={() => setPlanning(false)} />}
		</>
	);
}

const faces: Record<Sprint["state"], StatusValue> = { planned: "waiting", active: "progressing", closed: "healthy" };

function useColumns(team: string): Column<Sprint>[] {
	const t = useTranslations("planning.sprint");
	const format = useFormatter();
	const day = (value: string) => format.dateTime(new Date(value), { dateStyle: "medium" });
	return [
		{
			key: "name",
			header: t("column.name"),
			cell: ({ id, name, goal }) => (
				<>
					<Link href={`/planning/sprints/${id}`} className="font-medium hover:underline">
						{name}
					</Link>
					{goal && <span className="ml-2 text-muted">{goal}</span>}
				</>
			),
		},
		{
			key: "state",
			header: t("column.state"),
			width: "128px",
			cell: ({ state }) => <Status value={faces[state]} label={t(`state.${state}`)} />,
		},
		{
			key: "dates",
			header: t("column.dates"),
			width: "220px",
			wide: true,
			cell: ({ startsAt, endsAt }) => `${day(startsAt)} – ${day(endsAt)}`,
		},
		{ key: "items", header: t("column.items"), width: "72px", align: "right", wide: true, cell: ({ items }) => items },
		{
			key: "points",
			header: t("column.points"),
			width: "116px",
			align: "right",
			cell: ({ donePoints, points }) => `${donePoints} / ${points}`,
		},
		{
			key: "added",
			header: t("column.added"),
			width: "88px",
			align: "right",
			widest: true,
			cell: ({ addedPoints }) => addedPoints,
		},
		{
			key: "acts",
			header: "",
			width: "152px",
			align: "right",
			cell: (sprint) => <SprintActs team={team} sprint={sprint} />,
		},
	];
}
