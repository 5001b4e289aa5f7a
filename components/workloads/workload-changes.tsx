"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { WorkloadChange } from "#server/workloads/operate/schema.ts";
import { PutBackButton } from "./configuration/put-back-button.tsx";
import { workloadChangesQuery } from "./queries.ts";

const faces = { requested: "progressing", done: "healthy", failed: "failing", undone: "paused" } as const;

type Props = { service: string; environment?: string | undefined /** Only these. */; action?: string };

/** What was done by hand to how a service runs; nothing while nothing was. */
export function WorkloadChanges({ service, environment, action }: Props) {
	const t = useTranslations("workloads");
	const { data } = useQuery(workloadChangesQuery(service, environment));
	const items = data?.items.filter((change) => !action || change.action === action) ?? [];
	if (items.length === 0) return null;
	return (
		<Card flush title={t("changes", { count: items.length })}>
			{items.slice(0, 10).map((change) => (
				<Row key={change.id} change={change} />
			))}
		</Card>
	);
}

function Row({ change }: { change: WorkloadChange }) {
	const t = useTranslations("workloads");
	const { action, status, before, after, actor, reason, environment, requestedAt, undoAt, failure } = change;
	const counts = { before: numberOf(before), after: numberOf(after), ...keyIn(after) };
	const said = useFailure(failure);
	return (
		<div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-3.5 py-2 text-sm last:border-b-0">
			<Status value={faces[status]} label={t(`changeStatus.${status}`)} />
			<span className="min-w-48 flex-1">
				{t(`changeOf.${action}`, counts)} <span className="text-muted">· {environment}</span>
				{(said ?? reason) && <span className="block text-muted text-xs">{said ?? reason}</span>}
			</span>
			{change.mayUndo && after && "key" in after && (
				<PutBackButton changeId={change.id} object={after.object} name={after.key} environment={environment} />
			)}
			{undoAt && (
				<span className="text-muted text-xs">
					{t("undoesItself")} <Time value={undoAt} />
				</span>
			)}
			<span className="text-muted text-xs">
				{actor.name ?? actor.login ?? "Lazo"} · <Time value={requestedAt} />
			</span>
		</div>
	);
}

/** Why a change failed, in a sentence, or in the cluster's words where there is none. */
function useFailure(failure: WorkloadChange["failure"]): string | null {
	const t = useTranslations("workloads");
	if (!failure) return null;
	const key = `changeFailure.${failure.code}`;
	const { verb, resource, rule, message } = failure;
	if (t.has(key)) return t(key, { verb: text(verb), resource: text(resource), rule: text(rule) });
	return typeof message === "string" ? message : null;
}

const text = (value: unknown) => (typeof value === "string" ? value : "");

/** A number of pods, or the bounds of an autoscaler as "2–5". */
function numberOf(state: WorkloadChange["before"]): string {
	if (!state) return "0";
	if ("replicas" in state) return String(state.replicas);
	return "min" in state ? `${state.min}–${state.max}` : "";
}

/** Which key of which object a change of configuration is about. */
const keyIn = (state: WorkloadChange["after"]) =>
	state && "key" in state
		? { object: state.object, key: state.key, removed: String(state.absent) }
		: { object: "", key: "", removed: "false" };
