import { describe, expect, test } from "vitest";
import {
	matchesFields,
	matchesRequirements,
	matchesSelector,
	parseFieldSelector,
	parseSelector,
	SelectorError,
	selectorText,
} from "./selectors.ts";

const labels = { app: "shop", tier: "web", size: "3" };

describe("label selectors", () => {
	test.each([
		["", true],
		["app=shop", true],
		["app==shop,tier=web", true],
		["app!=shop", false],
		["missing!=x", true],
		["app in (cart, shop)", true],
		["app notin (cart,shop)", false],
		["app", true],
		["!app", false],
		["!missing", true],
		["app=shop,tier in (db)", false],
		["size>2", true],
		["size<2", false],
		["app=", false],
	])("%j matches: %s", (text, expected) => {
		expect(matchesRequirements(parseSelector(text), labels)).toBe(expected);
	});

	test.each(["app in shop", "=x", "a b"])("%j cannot be read", (text) => {
		expect(() => parseSelector(text)).toThrow(SelectorError);
	});

	test("a workload's selector needs its labels and its expressions", () => {
		const selector = {
			matchLabels: { app: "shop" },
			matchExpressions: [{ key: "tier", operator: "NotIn", values: ["db"] }],
		};
		expect(matchesSelector(selector, labels)).toBe(true);
		expect(matchesSelector(selector, { app: "shop", tier: "db" })).toBe(false);
		expect(selectorText(selector)).toBe("app=shop,tier notin (db)");
	});
});

describe("field selectors", () => {
	const pod = { metadata: { name: "a", namespace: "n" }, spec: { nodeName: "one" }, status: { phase: "Running" } };

	test.each([
		["spec.nodeName=one", true],
		["spec.nodeName!=one", false],
		["status.phase=Running,metadata.namespace=n", true],
		["spec.nodeName=", false],
	])("%s matches: %s", (text, expected) => {
		expect(matchesFields(parseFieldSelector(text, "pods"), pod)).toBe(expected);
	});

	test("a field that is not indexed is refused by name", () => {
		expect(() => parseFieldSelector("spec.nodeName=one", "configmaps")).toThrow(
			"field label not supported: spec.nodeName",
		);
	});
});
