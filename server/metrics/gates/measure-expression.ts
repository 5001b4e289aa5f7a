import type { Series } from "#server/connectors/prometheus/client.ts";
import { OutboundError } from "#server/platform/outbound.ts";
import { prometheusConnections } from "../prometheus-connection.ts";
import { readRange } from "../read-signals.ts";
import type { Points } from "./judge-gate.ts";
import type { QueryGate } from "./schema.ts";

export type Span = { start: number; end: number; step: number };
/** Points of an expression; `problem`: Prometheus refused it; null: one that may know it is away. */
export type Measure = { points: Points; problem: string | null } | null;

/** Codes with which Prometheus refuses what it was asked, rather than having trouble of its own. */
export const isRefusal = (code: string): boolean => ["bad_data", "execution", "not_found"].includes(code);

/** Measures a filled expression, by the first Prometheus that knows anything of it. Of several series the worst counts. */
export async function measureExpression(query: string, span: Span, worse: QueryGate["worse"]): Promise<Measure> {
	let away = false;
	let problem: string | null = null;
	for (const { target } of await prometheusConnections()) {
		try {
			const series = await readRange(target, query, span);
			if (series.length > 0) return { points: worstOf(series, worse), problem: null };
		} catch (error) {
			if (!(error instanceof OutboundError)) throw error;
			if (isRefusal(error.code)) problem = error.message;
			else away = true;
		}
	}
	return away ? null : { points: [], problem };
}

/** At each time the worst value of all series. */
export function worstOf(series: Series[], worse: QueryGate["worse"]): Points {
	const worst = new Map<number, number | null>();
	for (const [at, value] of series.flatMap(({ points }) => points)) {
		const known = worst.get(at) ?? null;
		if (known === null || value === null) worst.set(at, value ?? known);
		else worst.set(at, worse === "more" ? Math.max(known, value) : Math.min(known, value));
	}
	return [...worst].sort(([a], [b]) => a - b);
}
