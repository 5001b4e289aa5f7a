import { z } from "zod";
import { OutboundError } from "#server/platform/outbound.ts";
import { type Refusal, readRefusal } from "./refusal.ts";

/** What a Kubernetes API server, or the way to it, said no with. */
export type KubernetesErrorCode =
	| "unreachable"
	| "unauthorized"
	| "forbidden"
	| "not-found"
	| "conflict"
	| "gone"
	| "invalid"
	| "denied"
	| "throttled"
	| "server-error"
	| "unreadable";

type Init = {
	code: KubernetesErrorCode;
	verb: string;
	resource: string;
	message: string;
	status?: number;
	retryAfterMs?: number | null;
	refusal?: Refusal | null;
	cause?: unknown;
};

/** A refused or failed call: which verb on which resource, and what the cluster said about it. */
export class KubernetesError extends Error {
	readonly code: KubernetesErrorCode;
	readonly verb: string;
	readonly resource: string;
	readonly status: number | null;
	/** How long the cluster asks to be left alone; null when it does not say. */
	readonly retryAfterMs: number | null;
	/** Which rule of the cluster said no; null for anything else. */
	readonly refusal: Refusal | null;
	constructor({ code, verb, resource, message, status, retryAfterMs, refusal, cause }: Init) {
		super(message, { cause });
		this.name = "KubernetesError";
		this.code = code;
		this.verb = verb;
		this.resource = resource;
		this.status = status ?? null;
		this.retryAfterMs = retryAfterMs ?? null;
		this.refusal = refusal ?? null;
	}
	/** Whether the same call may succeed later without anybody doing anything. */
	get transient(): boolean {
		return ["unreachable", "throttled", "server-error", "unreadable"].includes(this.code);
	}
}

/** How a connection's health names what went wrong: a certificate that is not trusted is mended elsewhere than a way that is cut. */
export function failureCode({ code, cause }: KubernetesError): string {
	if (cause instanceof OutboundError && cause.certificate) return "cluster-untrusted";
	return `cluster-${code}`;
}

const statusSchema = z.object({ message: z.string().max(20_000).catch("") });
const codes: Record<number, KubernetesErrorCode> = {
	400: "invalid",
	401: "unauthorized",
	403: "forbidden",
	404: "not-found",
	409: "conflict",
	410: "gone",
	415: "invalid",
	422: "invalid",
	429: "throttled",
};

type Answer = { status: number; text: string; retryAfter?: string | string[] | undefined };

/** Makes the error of an answer; the `Status` object's own message is kept when there is one. */
export function errorOfAnswer(answer: Answer, verb: string, resource: string) {
	const said = messageOf(answer.text);
	const refusal = answer.status < 500 ? readRefusal(said) : null;
	const code = refusal ? "denied" : (codes[answer.status] ?? "server-error");
	return new KubernetesError({
		code,
		verb,
		resource,
		status: answer.status,
		refusal,
		// The API server gives whole seconds; a date would come from something in between, and is left out.
		retryAfterMs: Number(answer.retryAfter) * 1_000 || null,
		message: sentence(code, { verb, resource, said, status: answer.status }),
	});
}

function messageOf(text: string): string {
	try {
		return statusSchema.parse(JSON.parse(text)).message.slice(0, 1_000);
	} catch {
		return "";
	}
}

type Said = { verb: string; resource: string; said: string; status: number };

function sentence(code: KubernetesErrorCode, { verb, resource, said, status }: Said): string {
	if (code === "forbidden")
		return `Lazo's account may not "${verb}" ${resource} in this cluster. Grant it that verb, or take the cluster out. ${said}`.trim();
	if (code === "unauthorized")
		return "The cluster does not accept Lazo's credential. Renew it where the cluster was connected.";
	return said || `The cluster answered ${status} to "${verb}" ${resource}.`;
}
