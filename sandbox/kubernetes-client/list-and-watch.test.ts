import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { ApiClient } from "./api-client.ts";
import { listAndWatch } from "./list-and-watch.ts";

const item = z.object({ metadata: z.object({ name: z.string() }) });
const pod = (name: string, resourceVersion: string) => ({ metadata: { name, resourceVersion } });

let server: Server;
let client: ApiClient;
let stop: AbortController;
/** What the server was asked (`list` or `watch <version>`) and what the follower was told, in order. */
let story: string[];
let answers: ((response: ServerResponse) => void)[];

beforeEach(async () => {
	story = [];
	answers = [];
	stop = new AbortController();
	server = createServer((request, response) => {
		const { searchParams } = new URL(request.url ?? "", "http://api");
		story.push(searchParams.has("watch") ? `watch ${searchParams.get("resourceVersion")}` : "list");
		const answer = answers.shift();
		if (answer) answer(response);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const address = server.address() as AddressInfo;
	const none = { ca: undefined, cert: undefined, key: undefined, token: undefined, skipVerify: false };
	client = new ApiClient({ server: `http://127.0.0.1:${address.port}`, ...none });
});
afterEach(async () => {
	stop.abort();
	await client.close();
	server.closeAllConnections();
	server.close();
});

function follow(): void {
	void listAndWatch(client, {
		path: "/api/v1/pods",
		item,
		onList: (items) => story.push(`listed ${items.map((entry) => entry.metadata.name)}`),
		onChange: (type, entry) => story.push(`${type} ${entry.metadata.name}`),
		onTrouble: (reason) => story.push(`trouble: ${reason}`),
		signal: stop.signal,
	});
}

const list =
	(version: string, ...names: string[]) =>
	(response: ServerResponse) =>
		response.end(
			JSON.stringify({ metadata: { resourceVersion: version }, items: names.map((name) => pod(name, "1")) }),
		);
const events =
	(...lines: object[]) =>
	(response: ServerResponse) =>
		response.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));

describe("listAndWatch", () => {
	it("resumes an ended watch from the last version it saw, bookmarks included", async () => {
		answers.push(list("5", "a"));
		answers.push(events({ type: "ADDED", object: pod("b", "6") }, { type: "BOOKMARK", object: pod("", "9") }));
		follow();
		await expect.poll(() => story).toEqual(["list", "listed a", "watch 5", "ADDED b", "watch 9"]);
	});

	it("lists anew when the server has forgotten the version", async () => {
		answers.push(list("5", "a"), events({ type: "ERROR", object: { code: 410, message: "too old" } }), list("7", "c"));
		follow();
		await expect
			.poll(() => story)
			.toEqual(["list", "listed a", "watch 5", "trouble: too old", "list", "listed c", "watch 7"]);
	});

	it("resumes without a new list after a broken connection", async () => {
		answers.push(list("5", "a"), (response) => response.destroy());
		follow();
		await expect
			.poll(() => story.filter((line) => !line.startsWith("trouble")))
			.toEqual(["list", "listed a", "watch 5", "watch 5"]);
	});
});
