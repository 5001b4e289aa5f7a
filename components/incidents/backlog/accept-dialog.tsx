"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { sprintsQuery } from "#components/planning/queries.ts";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { DecisionDialog } from "./decision-dialog.tsx";
import type { DialogProps } from "./triage-act.ts";

const backlog = "backlog";

/** Takes an arrival into the running sprint, or into the backlog for later. */
export function AcceptDialog(props: DialogProps) {
	const t = useTranslations("backlog");
	const { data } = useQuery(sprintsQuery(props.arrival.item.team.name));
	const sprints = (data?.items ?? []).filter(({ state }) => state !== "closed");
	const [chosen, setChosen] = useState<string | null>(null);
	const value = chosen ?? sprints.find(({ state }) => state === "active")?.id ?? backlog;
	return (
		<DecisionDialog
			{...props}
			act="accept"
			ready={data !== undefined}
			decision={{ decision: "accept", sprintId: value === backlog ? null : value }}
		>
			<Field label={t("into")}>
				{(wiring) => (
					<Select
						{...wiring}
						value={value}
						onChange={({ target }) => setChosen(target.value)}
						options={[
							...sprints.map(({ id, name, state }) => ({
								value: id,
								label: state === "active" ? t("runningSprint", { name }) : name,
							})),
							{ value: backlog, label: t("noSprint") },
						]}
					/>
				)}
			</Field>
		</DecisionDialog>
	);
}
