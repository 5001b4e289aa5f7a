import { randomBytes } from "node:crypto";
import { Agent, request } from "undici";
import { expect, vi } from "vitest";
import { z } from "zod";
import { readKubeconfig } from "../../../sandbox/kubernetes-client/kubeconfig.ts";

/** What the API answered: the HTTP status and the parsed body (text where it is not JSON). */
type Reply = { status: number; body: unknown };
export type Call = { body?: unknown; type?: string; token?: string };

export const patchType = {
	json: "application/json-patch+json",
	merge: "application/merge-patch+json",
	strategic: "application/strategic-merge-patch+json",
	apply: "application/apply-patch+yaml",
} as const;

function required(name: string): string {
	const value = process.env[name];
	if (!value) throw new Error(`the contract of Kubernetes needs ${name}`);
	return value;
}

/** Images that behave as their name says, in the registry that the cluster's kubelets pull from. */
export const images = () => ({
	good: required("CONTRACT_IMAGE_GOOD"),
	crash: required("CONTRACT_IMAGE_CRASH"),
	missing: required("CONTRACT_IMAGE_MISSING"),
	unready: required("CONTRACT_IMAGE_UNREADY"),
});

const connection = readKubeconfig(required("KUBECONFIG"));
const agent = new Agent({
	allowH2: false,
	connect: {
		ca: connection.ca,
		cert: connection.cert,
		key: connection.key,
		rejectUnauthorized: !connection.skipVerify,
	},
});
/** For requests of nobody: the same authority, no certificate of one's own. */
const anonymousAgent = new Agent({
	allowH2: false,
	connect: { ca: connection.ca, rejectUnauthorized: !connection.skipVerify },
});

function headersOf(call: Call): Record<string, string> {
	const token = call.token ?? connection.token;
	return {
		accept: "application/json",
		...(token ? { authorization: `Bearer ${token}` } : {}),
		...(call.body === undefined ? {} : { "content-type": call.type ?? "application/json" }),
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** Sends one request as the kubeconfig's user, or with another token and no certificate. */
export async function send(
	method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
	path: string,
	call: Call = {},
): Promise<Reply> {
	const response = await request(connection.server + path, {
		method,
		dispatcher: call.token === undefined ? agent : anonymousAgent,
		headers: headersOf(call),
		body: call.body === undefined ? null : JSON.stringify(call.body),
	});
	return { status: response.statusCode, body: parsed(await response.body.text()) };
}

const event = z.object({ type: z.string(), object: z.unknown() });
type WatchEvent = z.infer<typeof event>;

/** Reads a watch until it ends or `enough` says so. Ask for an end with `timeoutSeconds`. */
export async function watch(
	path: string,
	enough: (events: WatchEvent[]) => boolean = () => false,
): Promise<WatchEvent[]> {
	const response = await request(connection.server + path, {
		dispatcher: agent,
		headers: headersOf({}),
		bodyTimeout: 0,
	});
	expect(response.statusCode).toBe(200);
	const events: WatchEvent[] = [];
	let rest = "";
	response.body.setEncoding("utf8");
	for await (const chunk of response.body) {
		const lines = (rest + chunk).split("\n");
		rest = lines.pop() ?? "";
		for (const line of lines.filter(Boolean)) events.push(event.parse(JSON.parse(line)));
		if (enough(events)) break;
	}
	return events;
}

/** A namespace of one test file, with its default service account in place, so that pods can be created. */
export async function openNamespace(): Promise<string> {
	const name = `contract-${randomBytes(4).toString("hex")}`;
	const created = await send("POST", "/api/v1/namespaces", { body: { metadata: { name } } });
	expect(created.status).toBe(201);
	const account = `/api/v1/namespaces/${name}/serviceaccounts/default`;
	await vi.waitFor(async () => expect((await send("GET", account)).status).toBe(200), {
		timeout: 30_000,
		interval: 100,
	});
	return name;
}

export async function closeNamespace(name: string): Promise<void> {
	// No name would be the collection of all namespaces.
	if (name !== "") await send("DELETE", `/api/v1/namespaces/${name}`);
}
