import { z } from "zod";
import { type OutboundAnswer, OutboundError, outbound } from "#server/platform/outbound.ts";

/** Where a Prometheus is and the bearer token for it. */
export type PrometheusTarget = { url: string; token: string | null };

/** One series: its labels, and [Unix seconds, value] in order of time. NaN and infinities are null. */
export type Series = { labels: Record<string, string>; points: [number, number | null][] };
export type RangeQuery = { query: string; start: number; end: number; step: number };

const sample = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());
const matrix = z.object({
	resultType: z.literal("matrix"),
	result: z.array(z.object({ metric: labels, values: z.array(sample) })),
});
const vector = z.object({
	resultType: z.literal("vector"),
	result: z.array(z.object({ metric: labels, value: sample })),
});
const scalar = z.object({ resultType: z.literal("scalar"), result: sample });
const answerSchema = z.union([
	z.object({ status: z.literal("success"), data: z.unknown() }),
	z.object({ status: z.literal("error"), errorType: z.string(), error: z.string() }),
]);

const maxPoints = 11_000;

/** GET /api/v1/query_range. The step grows when it would give more than 11,000 points. Throws OutboundError (code = Prometheus' errorType, or the network's). */
export async function queryRange(target: PrometheusTarget, range: RangeQuery): Promise<Series[]> {
	const step = Math.max(range.step, Math.ceil((range.end - range.start) / maxPoints), 1);
	const data = await ask(target, "/api/v1/query_range", { ...range, step, timeout: "8s" });
	return matrix.parse(data).result.map(({ metric, values }) => ({ labels: metric, points: values.map(point) }));
}

/** GET /api/v1/query at a time (Unix seconds; now when absent). */
export async function queryInstant(target: PrometheusTarget, query: string, time?: number): Promise<Series[]> {
	const data = await ask(target, "/api/v1/query", { query, timeout: "8s", ...(time !== undefined && { time }) });
	const parsed = z.union([vector, scalar]).parse(data);
	if (parsed.resultType === "scalar") return [{ labels: {}, points: [point(parsed.result)] }];
	return parsed.result.map(({ metric, value }) => ({ labels: metric, points: [point(value)] }));
}

/** Version of the Prometheus that answers. */
export async function readVersion(target: PrometheusTarget): Promise<string> {
	return z.object({ version: z.string() }).parse(await ask(target, "/api/v1/status/buildinfo", {})).version;
}

const point = ([at, text]: [number, string]): [number, number | null] => {
	const value = Number(text);
	return [at, Number.isFinite(value) ? value : null];
};

async function ask(
	target: PrometheusTarget,
	path: string,
	parameters: Record<string, string | number>,
): Promise<unknown> {
	const url = new URL(`${target.url.replace(/\/$/, "")}${path}`);
	for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, String(value));
	const answer = await outbound({
		system: "prometheus",
		url,
		timeoutMs: 10_000,
		...(target.token && { headers: { authorization: `Bearer ${target.token}` } }),
	});
	return readAnswer(answer);
}

function readAnswer(answer: OutboundAnswer): unknown {
	if (answer.status === 401 || answer.status === 403)
		throw new OutboundError("refused", `Prometheus refused the credential (${answer.status}).`);
	const parsed = answerSchema.safeParse(safeJson(answer.text));
	if (!parsed.success)
		throw new OutboundError("not-prometheus", `The answer (${answer.status}) is not one that Prometheus gives.`);
	if (parsed.data.status === "error") throw new OutboundError(parsed.data.errorType, parsed.data.error.slice(0, 300));
	return parsed.data.data;
}

function safeJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
