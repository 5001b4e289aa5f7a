import type { z } from "zod";
import { logEventSchema } from "#server/workloads/logs/schema.ts";

type Heard = { type: z.infer<typeof logEventSchema>["type"]; at: number; texts: string[] };

/** A log as a browser follows it: what it has heard, whether it has ended, and how to close it. */
export type ReadLog = { heard: Heard[]; ended: () => boolean; close: () => void };

/** Follows a log of the API. Throws for any answer but 200; `retryAfter` of the error says how many seconds to wait after 429. */
export async function readLog(url: string, cookie: string): Promise<ReadLog> {
	const reader = new AbortController();
	const answer = await fetch(url, { headers: { cookie }, signal: reader.signal });
	if (!answer.ok || !answer.body) throw new Error(`GET ${url}: ${answer.status} ${await answer.text()}`);
	const heard: Heard[] = [];
	let ended = false;
	void (async (body) => {
		let rest = "";
		const decoder = new TextDecoder();
		for await (const chunk of body) {
			const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
			rest = parts.pop() ?? "";
			for (const part of parts) {
				const event = logEventSchema.parse(JSON.parse(part));
				const texts = event.type === "lines" ? event.lines.map(({ text }) => text) : [];
				heard.push({ type: event.type, at: Date.now(), texts });
			}
		}
	})(answer.body)
		.catch(() => {})
		.finally(() => {
			ended = true;
		});
	return { heard, ended: () => ended, close: () => reader.abort() };
}
