import { latestAttempt } from "../json/run-json.ts";
import type { RunRecord } from "../state/types.ts";

/** Whether a run fits the filters of the query: `branch`, `event`, `actor`, `head_sha`, `status` and `created`. */
export function runFits(run: RunRecord, query: URLSearchParams): boolean {
	const { status, conclusion } = latestAttempt(run);
	const equal = (name: string, ...values: (string | null)[]) => {
		const wanted = query.get(name);
		return wanted === null || values.includes(wanted);
	};
	return (
		equal("branch", run.branch) &&
		equal("event", run.event) &&
		equal("actor", run.actor) &&
		equal("head_sha", run.commit.id) &&
		equal("status", status, conclusion) &&
		createdFits(run.createdAt, query.get("created"))
	);
}

/** GitHub's date filter: `2026-01-02`, `>=2026-01-02T03:04:05Z`, `a..b` with `*` for an open end. */
function createdFits(createdAt: string, filter: string | null): boolean {
	if (filter === null) return true;
	const at = Math.floor(Date.parse(createdAt) / 1000);
	const [from, to] = filter.split("..");
	if (to !== undefined) return after(at, from ?? "*") && before(at, to);
	const [, operator = "", date = ""] = filter.match(/^(>=|<=|>|<)?(.*)$/) ?? [];
	const { start, end } = span(date);
	if (operator === ">=") return at >= start;
	if (operator === ">") return at > end;
	if (operator === "<=") return at <= end;
	if (operator === "<") return at < start;
	return at >= start && at <= end;
}

function after(at: number, date: string): boolean {
	return date === "*" || at >= span(date).start;
}

function before(at: number, date: string): boolean {
	return date === "*" || at <= span(date).end;
}

/** The seconds that a date covers: a whole day when it names no time. */
function span(date: string): { start: number; end: number } {
	// A plus sign that was not encoded arrives as a space.
	const start = Math.floor(Date.parse(date.replace(" ", "+")) / 1000);
	return { start, end: /^\d{4}-\d\d-\d\d$/.test(date) ? start + 86_399 : start };
}
