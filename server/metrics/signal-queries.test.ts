import { expect, it } from "vitest";
import { candidateLabels, discover, discoveryQuery, requestQueries, signalQueries } from "./signal-queries.ts";

const hostile = 'a"} or {b="}{$&$`c';
const literal = '"a\\"} or {b=\\"}{$&$`c"';

it("keeps every label value one literal, whatever it holds", () => {
	const candidates = candidateLabels(hostile, "production", ["shop"]);
	expect(discoveryQuery(candidates)).toContain(`{__name__=~`);
	const labels = candidates[0] ?? {};
	const found = discover(candidates, [{ ...labels, __name__: "http_requests_total", status: "200" }]);
	if (!found) throw new Error("nothing was discovered");
	const by = `{service=${literal},environment="production"`;
	expect(requestQueries(found, 30)).toEqual({
		requests: `sum(increase(http_requests_total${by}}[30d]))`,
		failed: `sum(increase(http_requests_total${by},status=~"5.."}[30d]))`,
	});
	const errors = signalQueries(found, 20).find(({ signal }) => signal === "errors");
	expect(errors?.lines[0]?.query).toContain(`http_requests_total${by},status=~"5.."}[20s]`);
	expect(discoveryQuery(candidates)).toContain(`,service=${literal},environment="production"}`);
});
