import { parser } from "@prometheus-io/lezer-promql";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { selector } from "./quote.ts";

describe("selector (R43)", () => {
	it("keeps every label value one literal in exactly the matchers that were meant", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (value) => {
				const query = `up${selector({ service: value, environment: "production" })}`;
				const nodes: string[] = [];
				parser.parse(query).iterate({ enter: (node) => void nodes.push(node.name) });
				expect(nodes.filter((name) => name === "UnquotedLabelMatcher")).toHaveLength(2);
				expect(nodes).not.toContain("⚠");
				expect(nodes.filter((name) => name === "VectorSelector")).toHaveLength(1);
			}),
			{ examples: [['a"} or {__name__=~".+"} #'], ["\\"], ["\n"], ['\\"']] },
		);
	});
});
