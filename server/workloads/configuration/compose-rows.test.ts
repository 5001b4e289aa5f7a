import { describe, expect, it } from "vitest";
import type { ConfigurationReference } from "#server/connectors/kubernetes/configuration-references.ts";
import { type ColumnFacts, composeRows as compose } from "./internal/compose-rows.ts";
import type { Reading } from "./read-call.ts";

const all = (name: string, kind: "ConfigMap" | "Secret" = "ConfigMap"): ConfigurationReference => ({
	...{ kind, name },
	uses: [{ container: "app", as: "variable", key: null, name: "APP_", optional: false }],
});
const one = (name: string, key: string): ConfigurationReference => ({
	...{ kind: "ConfigMap", name },
	uses: [{ container: "app", as: "variable", key, name: key, optional: false }],
});
const read = (name: string, values: Record<string, string>, kind: "ConfigMap" | "Secret" = "ConfigMap"): Reading => ({
	...{ kind, name, readAt: "2026-11-21T10:00:00.000Z", failure: null },
	object: {
		...{ resourceVersion: "1", immutable: false, managedBy: null },
		values: Object.entries(values).map(([key, text]) => ({
			...{ key, text, hidden: false, binary: false, bytes: text.length, fingerprint: text },
		})),
	},
});
const failed = (name: string, code: string): Reading => ({
	...{ kind: "Secret", name, object: null, readAt: null },
	failure: { code, verb: "get", resource: "secrets", message: "no" },
});
const composeRows = (columns: Omit<ColumnFacts, "sharing">[], sharing = new Map<string, string[]>()) =>
	compose(columns.map((column) => ({ ...column, sharing })));
const told = (rows: ReturnType<typeof composeRows>) =>
	rows.map(({ object, key, comparison, cells }) => [
		object,
		key,
		comparison,
		cells.map(({ state }) => state).join(" "),
	]);

describe("composeRows", () => {
	it("has a row for every key of what is taken whole, and only for the named ones of the rest", () => {
		const readings = [read("settings", { A: "1", B: "2" })];
		expect(told(composeRows([{ references: [all("settings")], readings }]))).toEqual([
			["settings", "A", "single", "value"],
			["settings", "B", "single", "value"],
		]);
		const [row, ...none] = composeRows([{ references: [one("settings", "B")], readings }]);
		expect(none).toEqual([]);
		expect(row?.cells[0]?.uses).toEqual([{ container: "app", as: "variable", name: "B", needed: true }]);
	});

	it("names who else takes the object", () => {
		const readings = [read("settings", { A: "1" })];
		const sharing = new Map([["ConfigMap/settings", ["ledger"]]]);
		const rows = composeRows([{ references: [all("settings")], readings }], sharing);
		expect(rows[0]?.cells[0]?.sharedWith).toEqual(["ledger"]);
	});

	it("compares what Kustomize calls by a hash of the content", () => {
		const rows = composeRows([
			{ references: [all("settings-8h2m6k9t4b")], readings: [read("settings-8h2m6k9t4b", { A: "1" })] },
			{ references: [all("settings-77c4d5f6g7")], readings: [read("settings-77c4d5f6g7", { A: "1" })] },
		]);
		expect(told(rows)).toEqual([["settings", "A", "same", "value value"]]);
		expect(rows[0]?.cells.map(({ object }) => object)).toEqual(["settings-8h2m6k9t4b", "settings-77c4d5f6g7"]);
	});

	it("tells apart what differs, is missing, is used by one alone, and what nobody may read", () => {
		const rows = composeRows([
			{
				references: [all("settings"), all("own"), all("access", "Secret")],
				readings: [read("settings", { A: "1", B: "1" }), read("own", { C: "1" }), failed("access", "forbidden")],
			},
			{
				references: [all("settings"), all("access", "Secret")],
				readings: [read("settings", { A: "2" }), read("access", { D: "1" }, "Secret")],
			},
		]);
		expect(told(rows)).toEqual([
			["own", "C", "single", "value not-referred"],
			["settings", "A", "differs", "value value"],
			["settings", "B", "missing", "value missing-key"],
			["access", "D", "unknown", "forbidden value"],
		]);
	});

	it("keeps a row for an object of which nothing at all can be read", () => {
		const readings = [failed("access", "forbidden")];
		const rows = composeRows([{ references: [all("access", "Secret")], readings }]);
		expect(told(rows)).toEqual([["access", null, "unknown", "forbidden"]]);
		expect(rows[0]?.cells[0]?.failure).toMatchObject({ verb: "get", resource: "secrets" });
	});
});
