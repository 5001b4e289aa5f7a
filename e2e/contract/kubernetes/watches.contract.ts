import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { closeNamespace, openNamespace, patchType, send, watch } from "./cluster.ts";
import { anyObject, configMap, listOf, status } from "./shapes.ts";

// Tier: both. What a reflector stands on: list then watch, resume, bookmarks, and the news that a revision is too old.

let namespace = "";
const maps = () => `/api/v1/namespaces/${namespace}/configmaps`;

beforeAll(async () => {
	namespace = await openNamespace();
});
afterAll(() => closeNamespace(namespace));

async function revision(): Promise<string> {
	return listOf(anyObject).parse((await send("GET", `${maps()}?limit=1`)).body).metadata.resourceVersion;
}

async function write(name: string, labels: Record<string, string> = {}) {
	const body = { apiVersion: "v1", kind: "ConfigMap", metadata: { name, labels } };
	return configMap.parse((await send("POST", maps(), { body })).body);
}

function told(events: { type: string; object: unknown }[]): string[] {
	return events.map(({ type, object }) => `${type} ${anyObject.parse(object).metadata.name}`);
}

describe("watch", () => {
	test("what happened after a revision is told in order, with the object as it was", async () => {
		const since = await revision();
		await write("told");
		await send("PATCH", `${maps()}/told`, { body: { data: { a: "1" } }, type: patchType.merge });
		await send("DELETE", `${maps()}/told`);
		const events = await watch(
			`${maps()}?watch=1&resourceVersion=${since}&timeoutSeconds=20`,
			(all) => all.length === 3,
		);
		expect(told(events)).toEqual(["ADDED told", "MODIFIED told", "DELETED told"]);
		const versions = events.map(({ object }) => Number(anyObject.parse(object).metadata.resourceVersion));
		expect(versions).toEqual([...versions].sort((a, b) => a - b));
		expect(new Set(versions).size).toBe(3);
	});

	test("a watch resumed from the last event misses and repeats nothing", async () => {
		const since = await revision();
		await write("resumed-1");
		await write("resumed-2");
		const first = await watch(`${maps()}?watch=1&resourceVersion=${since}&timeoutSeconds=20`, (all) => all.length >= 1);
		const from = anyObject.parse(first[0]?.object).metadata.resourceVersion;
		await write("resumed-3");
		const rest = await watch(`${maps()}?watch=1&resourceVersion=${from}&timeoutSeconds=20`, (all) => all.length === 2);
		expect(told(rest)).toEqual(["ADDED resumed-2", "ADDED resumed-3"]);
	});

	test("an object that comes into a selector is ADDED, one that leaves it is DELETED", async () => {
		const since = await revision();
		await write("moving");
		const label = (value: string | null) =>
			send("PATCH", `${maps()}/moving`, { body: { metadata: { labels: { seen: value } } }, type: patchType.merge });
		await label("yes");
		await label(null);
		const path = `${maps()}?watch=1&resourceVersion=${since}&labelSelector=seen%3Dyes&timeoutSeconds=20`;
		expect(told(await watch(path, (all) => all.length === 2))).toEqual(["ADDED moving", "DELETED moving"]);
	});

	test("without a revision it begins with what there is", async () => {
		await write("present");
		const path = `${maps()}?watch=1&fieldSelector=metadata.name%3Dpresent&timeoutSeconds=20`;
		expect(told(await watch(path, (all) => all.length === 1))).toEqual(["ADDED present"]);
	});

	test("it ends after timeoutSeconds, and a bookmark before says where to go on", async () => {
		const since = await revision();
		const begun = Date.now();
		const options = "fieldSelector=metadata.name%3Dquiet&allowWatchBookmarks=true&timeoutSeconds=4";
		const events = watch(`${maps()}?watch=1&resourceVersion=${since}&${options}`);
		// Without any news of the kind there may be no bookmark, since there would be nothing to go on from.
		const elsewhere = (await write("elsewhere")).metadata.resourceVersion;
		const [bookmark, ...more] = await events;
		expect(Date.now() - begun).toBeGreaterThan(3_000);
		expect(Date.now() - begun).toBeLessThan(15_000);
		expect(more.filter(({ type }) => type !== "BOOKMARK")).toEqual([]);
		expect(bookmark).toMatchObject({ type: "BOOKMARK", object: { kind: "ConfigMap", apiVersion: "v1" } });
		const reached = Number(
			z.object({ metadata: z.object({ resourceVersion: z.string() }) }).parse(bookmark?.object).metadata
				.resourceVersion,
		);
		expect(reached).toBeGreaterThanOrEqual(Number(elsewhere));
	});

	test("with sendInitialEvents it begins with what there is and marks the end of it", async () => {
		await write("initial");
		const options =
			"sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=20";
		const path = `${maps()}?watch=1&fieldSelector=metadata.name%3Dinitial&${options}`;
		const events = await watch(path, (all) => all.some(({ type }) => type === "BOOKMARK"));
		expect(events.map(({ type }) => type)).toEqual(["ADDED", "BOOKMARK"]);
		expect(events[1]?.object).toMatchObject({ metadata: { annotations: { "k8s.io/initial-events-end": "true" } } });
	});

	test("sendInitialEvents without the match that belongs to it is 422", async () => {
		const refused = await send("GET", `${maps()}?watch=1&sendInitialEvents=true`);
		expect(refused.status).toBe(422);
		expect(status.parse(refused.body).message).toContain(
			"sendInitialEvents requires setting resourceVersionMatch to NotOlderThan",
		);
	});

	// A young API server remembers all there was: whoever starts it says which revision is older than its memory.
	const forgotten = process.env.CONTRACT_EXPIRED_REVISION ?? "";
	test.skipIf(forgotten === "")(
		"a revision that is forgotten is an ERROR event with 410 Expired, after HTTP 200",
		async () => {
			const path = `${maps()}?watch=1&resourceVersion=${forgotten}&timeoutSeconds=5`;
			const [event] = await watch(path, (all) => all.length === 1);
			expect(event?.type).toBe("ERROR");
			const gone = status.parse(event?.object);
			expect(gone).toMatchObject({ code: 410, reason: "Expired", status: "Failure" });
			expect(gone.message).toMatch(/^too old resource version: \d+ \(\d+\)$/);
		},
	);
});
