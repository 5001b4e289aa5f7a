import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { KubeObject } from "../objects/types.ts";
import { openJournal } from "./journal.ts";
import { Store } from "./store.ts";

let folder = "";
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "journal-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function map(name: string, value = ""): KubeObject {
	const metadata = {
		name,
		namespace: "shop",
		uid: name,
		resourceVersion: "",
		creationTimestamp: "2026-01-01T00:00:00Z",
	};
	return { apiVersion: "v1", kind: "ConfigMap", metadata, data: { value } };
}

describe("a store on a journal", () => {
	test("has after a restart what was written, and goes on counting", () => {
		const store = new Store(openJournal(folder), 10);
		store.put("configmaps", map("kept", "1"));
		store.put("configmaps", map("kept", "2"));
		store.remove("configmaps", store.put("configmaps", map("gone")));
		const again = new Store(openJournal(folder), 10);
		expect(again.list<string>("configmaps").map(({ metadata, data }) => [metadata.name, data])).toEqual([
			["kept", { value: "2" }],
		]);
		expect(again.revision).toBe(store.revision);
		expect(again.oldest).toBe(store.revision);
		again.put("configmaps", map("next"));
		expect(again.revision).toBe(store.revision + 1);
	});

	test("survives a last line that was cut short", () => {
		const store = new Store(openJournal(folder), 10);
		store.put("configmaps", map("kept"));
		appendFileSync(join(folder, "journal.jsonl"), '{"r":999,"k":"configmaps","o":{"api');
		const again = new Store(openJournal(folder), 10);
		expect(again.get<string>("configmaps", "shop", "kept")).toBeDefined();
		expect(again.revision).toBe(store.revision);
	});

	test("keeps the revision of an object that is written again unchanged", () => {
		const store = new Store(openJournal(folder), 10);
		const first = store.put("configmaps", map("same", "1"));
		expect(store.put("configmaps", map("same", "1")).metadata.resourceVersion).toBe(first.metadata.resourceVersion);
	});
});
