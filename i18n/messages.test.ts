import { globSync, readFileSync } from "node:fs";
import type { AbstractIntlMessages } from "next-intl";
import { createTranslator, IntlErrorCode } from "next-intl";
import { describe, expect, it } from "vitest";
import { judgedGates } from "#server/deployments/gates/list-gates.ts";
import { rules } from "#server/deployments/readiness/rules.ts";
import { compileMessages } from "./compile-messages.ts";
import { loadMessages } from "./load-messages.ts";
import { locales } from "./locales.ts";

function keysOf(messages: AbstractIntlMessages, prefix = ""): string[] {
	return Object.entries(messages).flatMap(([name, value]) =>
		typeof value === "string" ? [`${prefix}${name}`] : keysOf(value, `${prefix}${name}.`),
	);
}

describe.each(locales)("texts in %s", (locale) => {
	const messages = loadMessages(locale);

	it("can all be read, so that none is shown as its key", () => {
		const broken: string[] = [];
		const t = createTranslator({
			locale,
			messages,
			onError: ({ code, message }) => {
				if (code === IntlErrorCode.INVALID_MESSAGE) broken.push(message);
			},
		});
		for (const key of keysOf(messages)) t(key as never);
		expect(broken).toEqual([]);
	});

	it("are the same as in every other language", () => {
		expect(keysOf(messages).toSorted()).toEqual(keysOf(loadMessages("en")).toSorted());
	});
});

describe("what ends a deployment", () => {
	const folders = ["server/deployments/ways", "server/deployments/internal"];
	const files = [
		...folders.flatMap((folder) => globSync(`${folder}/!(*.test).ts`)),
		...["server/pipelines/workflow-inputs.ts", "server/pipelines/dispatch/write-run-request.ts"],
	];
	/** Refused before there is a deployment, where the form shows them. */
	const before = new Set(["rollout-running", "not-in-environment", "file-of-other-environment"]);
	const codes = files.flatMap((file) =>
		[...readFileSync(file, "utf8").matchAll(/(?:conflict|invalid)\(\s*"([\w.-]+)"/g)].map(([, code = ""]) => code),
	);

	it("is told in a sentence, not in a code", () => {
		const { outcome } = loadMessages("en").deployments as { outcome: Record<string, string> };
		expect(codes).toContain("run.missing-input");
		const untold = codes.filter((code) => !before.has(code) && !outcome[code.replaceAll(".", "-")]);
		expect([...new Set(untold)]).toEqual([]);
	});
});

describe("what speaks for or against a deployment", () => {
	const { gate, gateName } = loadMessages("en").deployments as Record<string, Record<string, string>>;
	const readiness = loadMessages("en").readiness as Record<string, Record<string, string>>;

	it.each(judgedGates)("the gate $code has a name, and a sentence for whatever it weighs", ({ code }) => {
		expect(["pass", "warn", "fail"].filter((state) => !gate?.[`${code}-${state}`])).toEqual([]);
		expect(gateName?.[code]).toBeTruthy();
	});

	it.each(rules)("the rule $code has a name, and says what to do", ({ code }) => {
		expect([readiness.name?.[code], readiness.fail?.[code]].filter(Boolean)).toHaveLength(2);
	});
});

describe("compileMessages", () => {
	it("makes of every text what travels to a browser: plain objects, arrays and strings", () => {
		const compiled = compileMessages(loadMessages("en"));
		expect(structuredClone(compiled)).toEqual(compiled);
		expect(compileMessages({ count: "{count, plural, one {# item} other {# items}}", plain: "All" })).toEqual({
			count: [["count", 2, { one: [0, " item"], other: [0, " items"] }]],
			plain: "All",
		});
		expect(prototypesOf(compiled)).toEqual(new Set([Object.prototype, Array.prototype]));
	});
});

/** The prototypes of all objects inside a value. */
function prototypesOf(value: unknown): Set<unknown> {
	if (typeof value !== "object" || value === null) return new Set();
	const inside = Object.values(value).flatMap((one) => [...prototypesOf(one)]);
	return new Set([Object.getPrototypeOf(value), ...inside]);
}

describe.each(locales)("in %s", (locale) => {
	const messages = loadMessages(locale);

	it("an autoscaler that cannot measure is explained, not only named", () => {
		const { reason } = messages.autoscaling as { reason: Record<string, string> };
		expect(reason.FailedGetResourceMetric).toMatch(/CPU/);
	});

	it("the safety check names a key that holds something else than then, unless the reader may not know it", () => {
		const t = createTranslator({ locale, messages });
		const line = (params: object) => t("deployments.check.same-values-warn" as never, params as never);
		expect(line({ count: 2, name: "settings", key: "LOG_LEVEL" })).toMatch(/ LOG_LEVEL (of|de) settings\./);
		expect(line({ count: 1, name: "settings", key: "none" })).not.toContain("none");
		expect(line({ count: 1, name: "none", key: "none" })).not.toMatch(/none|example|ejemplo/);
	});

	it("the safety check names the part of an image that is missing, and none when all of it is gone", () => {
		const t = createTranslator({ locale, messages });
		const line = (params: object) => t("deployments.check.image-there-warn" as never, params as never);
		const part = { kind: "layer", digest: "sha256:0123456789ab", platform: "linux/arm64" };
		for (const count of [1, 2]) expect(line({ ...part, count })).toContain("sha256:0123456789ab (linux/arm64)");
		expect(line({ ...part, platform: "none", count: 1 })).not.toContain("(");
		expect(line({ count: 0 })).not.toContain("sha256");
	});
});
