"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/api/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Sprint } from "#server/planning/schema.ts";
import { closeSprint, sprintsQuery, startSprint } from "../queries.ts";
import { useMay } from "../use-may.ts";

/** Start a planned sprint, close a running one; for those who lead the team. */
export function SprintActs({ team, sprint }: { team: string; sprint: Sprint }) {
	const t = useTranslations("planning.sprint");
	const may = useMay(team);
	const [asking, setAsking] = useState(false);
	if (!may.lead || sprint.state === "closed") return null;
	return (
		<>
			<Button onClick={() => setAsking(true)}>{t(sprint.state === "planned" ? "start" : "close")}</Button>
			{asking && sprint.state === "planned" && <StartSprint sprint={sprint} onClose={() => setAsking(false)} />}
			{asking && sprint.state === "active" && (
				<CloseSprint team={team} sprint={sprint} onClose={() => setAsking(false)} />
			)}
		</>
	);
}

function StartSprint({ sprint, onClose }: { sprint: Sprint; onClose: () => void }) {
	const t = useTranslations("planning.sprint");
	const start = useAct({
		act: () => startSprint(sprint.id),
		done: t("started", { name: sprint.name }),
		onDone: onClose,
	});
	return (
		<ConfirmDialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t("startTitle", { name: sprint.name })}
			description={t("startDetail", { points: sprint.points, capacity: sprint.capacity })}
			action={t("start")}
			busy={start.isPending}
			onConfirm={() => start.mutate()}
		/>
	);
}

function CloseSprint({ team, sprint, onClose }: { team: string; sprint: Sprint; onClose: () => void }) {
	const t = useTranslations("planning.sprint");
	const [moveTo, setMoveTo] = useState("");
	const { data } = useQuery(sprintsQuery(team));
	const planned = data?.items.filter(({ state }) => state === "planned") ?? [];
	const close = useAct({
		act: () => closeSprint({ id: sprint.id, moveTo: moveTo || null }),
		done: ({ carriedOver }) => t("closed", { name: sprint.name, count: carriedOver }),
		onDone: onClose,
	});
	return (
		<ConfirmDialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t("closeTitle", { name: sprint.name })}
			description={t("closeDetail", { points: sprint.points - sprint.donePoints })}
			action={t("close")}
			busy={close.isPending}
			onConfirm={() => close.mutate()}
		>
			<Field label={t("moveTo")}>
				{(wiring) => (
					<Select
						{...wiring}
						value={moveTo}
						onChange={(event) => setMoveTo(event.target.value)}
						placeholder={t("toBacklog")}
						options={planned.map(({ id, name }) => ({ value: id, label: name }))}
					/>
				)}
			</Field>
		</ConfirmDialog>
	);
}
