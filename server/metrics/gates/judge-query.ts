import { fillExpression, type PlaceFacts } from "./expression.ts";
import { judgeLine } from "./judge-gate.ts";
import { measureExpression, type Span } from "./measure-expression.ts";
import type { GateFinding, QueryGate } from "./schema.ts";

/** A version in a window of time: what is known of it, and when it ran. */
export type Version = { facts: PlaceFacts; span: Span };
type Compared = { before: Version; after: Version; sinceMs: number };

/** What a gate by an expression of one's own finds; null while a Prometheus that may know it is away. */
export async function judgeQuery(gate: QueryGate, { before, after, sinceMs }: Compared): Promise<GateFinding | null> {
	const found = { gate, unit: null, value: null, limit: null, query: null, problem: null };
	const query = fillExpression(gate.expression, after.facts);
	const usual = gate.against === "before" ? fillExpression(gate.expression, before.facts) : query;
	if (query === null || usual === null) return { ...found, state: "waiting", reason: "unknown-fact" };
	const now = await measureExpression(query, after.span, gate.worse);
	if (!now) return null;
	if (now.problem) return { ...found, query, problem: now.problem, state: "waiting", reason: "refused" };
	const then = gate.against === "before" ? await measureExpression(usual, before.span, gate.worse) : now;
	if (!then) return null;
	return { ...judgeLine(gate, { before: then.points, after: now.points, sinceMs }), query };
}
