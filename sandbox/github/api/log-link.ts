import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "../context.ts";

const lifetimeSeconds = 60;

/** A link to a job's log that needs no token, holds for a minute, and leads to another host than the API. */
export function signedLogUrl(context: Context, jobId: number, now: Date): string {
	const expires = Math.floor(now.getTime() / 1000) + lifetimeSeconds;
	const { port } = new URL(context.webUrl);
	return `http://localhost:${port}/_logs/${jobId}?expires=${expires}&signature=${sign(context, jobId, expires)}`;
}

/** Whether a link to a log was signed here and still holds. */
export function logLinkHolds(context: Context, jobId: number, link: { query: URLSearchParams; now: Date }): boolean {
	const expires = Number(link.query.get("expires"));
	const given = Buffer.from(link.query.get("signature") ?? "");
	const right = Buffer.from(sign(context, jobId, expires));
	const genuine = given.length === right.length && timingSafeEqual(given, right);
	return genuine && expires * 1000 >= link.now.getTime();
}

function sign(context: Context, jobId: number, expires: number): string {
	return createHmac("sha256", context.token).update(`log ${jobId} ${expires}`).digest("hex");
}
