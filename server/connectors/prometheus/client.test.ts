import { afterEach, describe, expect, it } from "vitest";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { queryRange } from "./client.ts";

let prometheus: Answering;
afterEach(() => prometheus.close());

const asked: URLSearchParams[] = [];
const answering = (status: number, body: object) =>
	answerWith((request, response) => {
		asked.push(new URL(request.url ?? "", "http://prometheus").searchParams);
		response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
	});
const month = { query: "up", start: 0, end: 30 * 86_400 };

describe("a range query (R42)", () => {
	it("never asks for more than 11,000 points: its step grows", async () => {
		prometheus = await answering(200, { status: "success", data: { resultType: "matrix", result: [] } });
		const target = { url: prometheus.url, token: null };
		for (const step of [1, 0, 3_600]) await queryRange(target, { ...month, step });
		const steps = asked.map((parameters) => Number(parameters.get("step")));
		expect(steps).toEqual([236, 236, 3_600]);
		expect(month.end / Math.min(...steps)).toBeLessThanOrEqual(11_000);
	});

	it("is cancelled by Prometheus itself before Lazo gives up on it, and its reason is kept", async () => {
		const error = { status: "error", errorType: "timeout", error: "query timed out in expression evaluation" };
		prometheus = await answering(503, error);
		const answer = queryRange({ url: prometheus.url, token: null }, { ...month, step: 60 });
		await expect(answer).rejects.toMatchObject({ code: "timeout", message: error.error });
		expect(asked.at(-1)?.get("timeout")).toBe("8s");
	});
});
