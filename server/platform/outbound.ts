import { Agent, type Dispatcher, request } from "undici";
import { namesPrivateAddress, publicLookup } from "./address-guard.ts";
import { telemetry } from "./telemetry.ts";

/** An outside call that failed before it had an answer: refused, timed out, cut, too large. */
export class OutboundError extends Error {
	readonly code: string;
	constructor(code: string, message: string) {
		super(message);
		this.name = "OutboundError";
		this.code = code;
	}
	/** Whether the other side showed a certificate that is not trusted here, or not for its name or day. */
	get certificate(): boolean {
		// An alert is the other side's word about our certificate, or that it wants one.
		return /CERT|UNABLE_TO_VERIFY/.test(this.code) && !this.code.includes("ALERT");
	}
}

export type OutboundRequest = {
	/** Names the outside system in metrics: "prometheus", "registry"… */
	system: string;
	url: string | URL;
	method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";
	headers?: Record<string, string>;
	body?: string;
	timeoutMs?: number;
	/** Largest answer that is read, in bytes; default 10 MiB. */
	maxBytes?: number;
	signal?: AbortSignal;
	dispatcher?: Dispatcher;
	/** "configured": an operator named this origin. "public": a user or a file did; only public addresses are reached. */
	trust?: "configured" | "public";
};

export type OutboundAnswer = { status: number; headers: Record<string, string>; text: string };

const publicAgent = new Agent({ connect: { lookup: publicLookup }, connections: 8 });

/**
 * The one way out for plain HTTP: timeout (10 s), byte cap, no redirects, address guard, metrics.
 * Throws OutboundError; an answer of any status is an answer.
 */
export async function outbound(init: OutboundRequest): Promise<OutboundAnswer> {
	const { system, method = "GET", timeoutMs = 10_000, maxBytes = 10 * 1024 * 1024, trust = "configured" } = init;
	// A host that is an address is never looked up, so the guard of the lookup would not see it.
	if (trust === "public" && namesPrivateAddress(init.url)) {
		throw new OutboundError("private-address", `${new URL(init.url).host} is not a public address.`);
	}
	const end = telemetry().outboundSeconds.startTimer({ system, method });
	const timeout = AbortSignal.timeout(timeoutMs);
	const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
	const dispatcher = trust === "public" ? publicAgent : init.dispatcher;
	try {
		const answer = await request(init.url, {
			method,
			headers: init.headers,
			body: init.body,
			signal,
			...(dispatcher && { dispatcher }),
		});
		const text = await readCapped(answer.body, maxBytes);
		end({ outcome: String(answer.statusCode) });
		return { status: answer.statusCode, headers: flatten(answer.headers), text };
	} catch (error) {
		end({ outcome: "error" });
		throw asOutboundError(error, new URL(init.url).origin, timeoutMs);
	}
}

async function readCapped(body: Dispatcher.ResponseData["body"], maxBytes: number): Promise<string> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of body) {
		const bytes = Buffer.from(chunk);
		size += bytes.length;
		if (size > maxBytes) {
			body.destroy();
			throw new OutboundError("too-large", `The answer is larger than ${maxBytes} bytes.`);
		}
		chunks.push(bytes);
	}
	return Buffer.concat(chunks).toString("utf8");
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
	);
}

/** Says in words why a call had no answer. */
export function asOutboundError(error: unknown, origin: string, timeoutMs: number): OutboundError {
	if (error instanceof OutboundError) return error;
	const name = error instanceof Error ? error.name : "";
	if (name === "TimeoutError")
		return new OutboundError("timeout", `${origin} did not answer within ${timeoutMs / 1000} s.`);
	const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "failed";
	const failed = new OutboundError(code, `${origin} could not be reached (${code}).`);
	return failed.certificate
		? new OutboundError(code, `The certificate of ${origin} is not trusted (${code}).`)
		: failed;
}
