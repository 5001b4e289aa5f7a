import { EventEmitter } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { kindOf } from "../objects/kinds.ts";
import type { KubeObject } from "../objects/types.ts";
import { memoryJournal } from "../storage/journal.ts";
import { Store } from "../storage/store.ts";
import { listObjects } from "./list-objects.ts";
import { StatusError } from "./status-error.ts";
import { watchObjects } from "./watch-objects.ts";

const kind = kindOf("configmaps");
const info = { kind, namespace: "shop", name: undefined, subresource: undefined };
let store: Store;
let url = "";
let close: () => Promise<void>;
let last: ServerResponse;

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

beforeEach(async () => {
	store = new Store(memoryJournal(), 10);
	const server = createServer((request, response) => {
		const query = new URL(request.url ?? "", "http://localhost").searchParams;
		last = response;
		watchObjects({ store, info, query, render: (object) => object, response });
	});
	server.listen(0, "127.0.0.1");
	await EventEmitter.once(server, "listening");
	const address: AddressInfo | string | null = server.address();
	url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
	close = async () => {
		server.closeAllConnections();
		server.close();
		await EventEmitter.once(server, "close");
	};
});
afterEach(() => close());

const event = z.object({
	type: z.string(),
	object: z.looseObject({ metadata: z.looseObject({ name: z.string().optional() }) }),
});

/** Events until `count` have come, or the stream has ended. */
async function watch(query: string, count: number) {
	const response = await fetch(`${url}/?${query}`);
	const events: z.infer<typeof event>[] = [];
	let rest = "";
	for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
		const lines = (rest + chunk).split("\n");
		rest = lines.pop() ?? "";
		events.push(...lines.map((line) => event.parse(JSON.parse(line))));
		if (events.length >= count) break;
	}
	return events;
}

function revision(): number {
	return store.revision;
}

describe("watchObjects", () => {
	test("resumes exactly after the revision that was seen", async () => {
		store.put("configmaps", map("a"));
		const since = revision();
		store.put("configmaps", map("b"));
		store.put("secrets", map("other"));
		store.put("configmaps", map("a", "changed"));
		const events = await watch(`resourceVersion=${since}`, 2);
		expect(events.map(({ type, object }) => `${type} ${object.metadata.name}`)).toEqual(["ADDED b", "MODIFIED a"]);
	});

	test("goes on with what happens later", async () => {
		const since = revision();
		const events = watch(`resourceVersion=${since}`, 1);
		store.put("configmaps", map("later"));
		expect((await events)[0]).toMatchObject({ type: "ADDED", object: { metadata: { name: "later" } } });
	});

	test("says 410 Expired for a revision whose successors are forgotten, and not for one that is remembered", async () => {
		const since = revision();
		for (let i = 0; i < 30; i++) store.put("configmaps", map("busy", String(i)));
		const [gone] = await watch(`resourceVersion=${since}`, 1);
		expect(gone).toMatchObject({ type: "ERROR", object: { kind: "Status", code: 410, reason: "Expired" } });
		const missed = revision() - store.oldest;
		expect(missed).toBeGreaterThanOrEqual(10);
		expect(await watch(`resourceVersion=${store.oldest}`, missed)).toHaveLength(missed);
	});
});

describe("listObjects", () => {
	const page = (query: string) => listObjects(store, info, new URLSearchParams(query));

	test("gives all pages as of the first, whatever changes in between", () => {
		for (const name of ["a", "b", "c", "d"]) store.put("configmaps", map(name));
		const first = page("limit=2");
		store.put("configmaps", map("bb"));
		store.remove("configmaps", map("c"));
		store.put("configmaps", map("d", "changed"));
		const second = page(`limit=2&continue=${first.continueToken}`);
		expect(second.items.map(({ metadata, data }) => [metadata.name, data])).toEqual([
			["c", { value: "" }],
			["d", { value: "" }],
		]);
		expect(second.revision).toBe(first.revision);
	});

	test("says 410 when the first page's revision is forgotten, with a token for the rest as it is now", () => {
		for (const name of ["a", "b", "c"]) store.put("configmaps", map(name));
		const { continueToken } = page("limit=1");
		for (let i = 0; i < 30; i++) store.put("configmaps", map("busy", String(i)));
		let refused: unknown;
		try {
			page(`limit=1&continue=${continueToken}`);
		} catch (error) {
			refused = error;
		}
		if (!(refused instanceof StatusError)) throw new Error("the expired token was taken");
		expect(refused).toMatchObject({ code: 410, reason: "Expired" });
		const rest = page(`continue=${refused.continueToken}`);
		expect(rest.items.map(({ metadata }) => metadata.name)).toEqual(["b", "busy", "c"]);
	});

	test("does not go back behind a client that has seen more", () => {
		expect(() => page("resourceVersion=999999")).toThrow("Too large resource version");
	});
});

test("nothing is written after the end of a watch to a reader that is still behind", async () => {
	store.put("configmaps", map("large", "x".repeat(32 * 1024 * 1024)));
	const { hostname, port } = new URL(url);
	const reader = connect(Number(port), hostname).pause();
	reader.write("GET /?resourceVersion=0&timeoutSeconds=1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
	await expect.poll(() => last?.writableEnded, { timeout: 30_000 }).toBe(true);
	const failed = EventEmitter.once(last, "error");
	expect(last.writableFinished).toBe(false);
	store.put("configmaps", map("late"));
	const told = await Promise.race([
		failed,
		new Promise((resolve) => setImmediate(() => setImmediate(resolve, "nothing"))),
	]);
	reader.destroy();
	expect(told).toBe("nothing");
});
