import { useTranslations } from "next-intl";
import { Status, type StatusValue } from "#components/ui/status.tsx";
import type { ThreadNode } from "#server/insights/schema.ts";

/** How the states of the things of the loop look in the closed set; what is not here has no state to show. */
const looks: Record<string, StatusValue> = {
	backlog: "waiting",
	todo: "waiting",
	pending: "waiting",
	in_progress: "progressing",
	in_review: "progressing",
	done: "healthy",
	open: "progressing",
	merged: "healthy",
	queued: "waiting",
	success: "healthy",
	failure: "failing",
	timed_out: "failing",
	cancelled: "paused",
	requested: "waiting",
	applying: "progressing",
	rolling: "progressing",
	watching: "healthy",
	succeeded: "healthy",
	failed: "failing",
	rolled_back: "failing",
	superseded: "paused",
	firing: "failing",
	resolved: "healthy",
	acknowledged: "degraded",
};

/** The state of a thing as an icon with its own word. An open incident is not an open pull request. */
export function NodeState({ kind, state }: { kind: ThreadNode["kind"]; state: string | null }) {
	const t = useTranslations("insights.state");
	if (!state) return null;
	const value = kind === "incident" && state === "open" ? "failing" : (looks[state] ?? "unknown");
	return <Status compact value={value} label={t.has(state) ? t(state) : state} />;
}
