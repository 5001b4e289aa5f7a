import { parser } from "@prometheus-io/lezer-promql";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillExpression, type PlaceFacts, readExpression } from "./expression.ts";

const facts = (service: string): PlaceFacts => ({
	...{ service, environment: "production", namespace: "shop", workload: "checkout", version: "1.2.0", digest: null },
});
const mine = 'sum(rate(errors_total{service="$service",route=~"/pay.*"}[1m]))';

describe("a value in a free expression (R43)", () => {
	const nodes = (query: string) => {
		const names: string[] = [];
		parser.parse(query).iterate({ enter: (node) => void names.push(node.name) });
		return names;
	};

	it.each([mine, "up{service='$service'}", 'up{pod=~"$service-.*"}'])("stays one literal in %s", (query) => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (value) => {
				expect(nodes(fillExpression(query, facts(value)) ?? "")).toEqual(nodes(query));
			}),
			{ examples: [['a"} or {__name__=~".+"} #'], ["a'} or up #"], ["\\"], ["\n"], ['\\"']] },
		);
	});

	it("means itself in a regular expression", () => {
		expect(fillExpression('up{pod=~"$service-.*"}', facts("a.b|c"))).toBe('up{pod=~"a\\\\.b\\\\|c-.*"}');
	});

	it("is put nowhere but into label values, and leaves no expression when it is not known", () => {
		expect(fillExpression('up{service="$service"} # $service', facts("checkout"))).toBe(
			'up{service="checkout"} # $service',
		);
		expect(fillExpression('up{digest="$digest"}', facts("checkout"))).toBeNull();
		expect(readExpression("up{service=$service}").wrongAt).toBe(11);
		expect(readExpression("up{service=`$service`}").inRawString).toBe(true);
	});
});

describe("whether an expression keeps to its service (R44)", () => {
	it.each([
		mine,
		"max_over_time(pool_in_use{app='$service'}[5m:10s]) / pool_max{app='$service'} offset 1h",
		'{__name__="up",job="$service"} @ 1600000000',
		"vector(1)",
	])("it does in %s", (query) => {
		expect(readExpression(query)).toMatchObject({ confined: true, wrongAt: null });
	});

	it.each([
		"up",
		`${mine} or up`,
		'up{service=~"$service"}',
		'up{service!="$service"}',
		'up{service="$service-other"}',
		'up{pod="$service"}',
		"max_over_time(up[5m:10s])",
		'up{service="$service"} / on() group_left sum(up offset 5m)',
		'info(up{service="$service"})',
		'{"service"="$service"}',
	])("it does not in %s", (query) => {
		expect(readExpression(query)).toMatchObject({ confined: false, wrongAt: null });
	});
});
