import type { Kind } from "../objects/kinds.ts";

export type Cause = { reason: string; message: string; field: string };
type Details = {
	name?: string;
	group?: string;
	kind?: string;
	uid?: string;
	causes?: { reason?: string; message?: string; field?: string }[];
	retryAfterSeconds?: number;
};

/** A refusal that the API answers as a `Status` object. Wording follows apimachinery's `pkg/api/errors`. */
export class StatusError extends Error {
	readonly code: number;
	readonly reason: string;
	readonly details: Details;
	/** Where to go on with a list whose pages have expired. */
	readonly continueToken: string | undefined;
	constructor(code: number, reason: string, rest: { message: string; details?: Details; continueToken?: string }) {
		super(rest.message);
		this.code = code;
		this.reason = reason;
		this.details = rest.details ?? {};
		this.continueToken = rest.continueToken;
	}
	toStatus() {
		return {
			kind: "Status",
			apiVersion: "v1",
			metadata: this.continueToken ? { continue: this.continueToken } : {},
			status: "Failure",
			message: this.message,
			reason: this.reason,
			details: Object.keys(this.details).length > 0 ? this.details : undefined,
			code: this.code,
		};
	}
}

function about(kind: Kind, name: string): Details {
	return { name, group: kind.group || undefined, kind: kind.resource };
}

export function notFound(kind: Kind, name: string): StatusError {
	return new StatusError(404, "NotFound", { message: `${kind.key} "${name}" not found`, details: about(kind, name) });
}

/** The path itself is not served. */
export function unknownPath(): StatusError {
	return new StatusError(404, "NotFound", { message: "the server could not find the requested resource" });
}

export function alreadyExists(kind: Kind, name: string): StatusError {
	return new StatusError(409, "AlreadyExists", {
		message: `${kind.key} "${name}" already exists`,
		details: about(kind, name),
	});
}

const modified = "the object has been modified; please apply your changes to the latest version and try again";

export function conflict(kind: Kind, name: string, why = modified): StatusError {
	return new StatusError(409, "Conflict", {
		message: `Operation cannot be fulfilled on ${kind.key} "${name}": ${why}`,
		details: about(kind, name),
	});
}

export function badRequest(message: string): StatusError {
	return new StatusError(400, "BadRequest", { message });
}

export function forbidden(kind: Kind, name: string, why: { message: string; causes?: Cause[] }): StatusError {
	return new StatusError(403, "Forbidden", {
		message: `${kind.key} "${name}" is forbidden: ${why.message}`,
		details: { ...about(kind, name), causes: why.causes },
	});
}

/** 422 with one cause a field, worded like the API server's field errors. */
export function invalid(of: { kind: string; group: string }, name: string, causes: Cause[]): StatusError {
	const texts = [...new Set(causes.map((cause) => `${cause.field}: ${cause.message}`))];
	const list = texts.length === 1 ? texts[0] : `[${texts.join(", ")}]`;
	const qualified = of.group ? `${of.kind}.${of.group}` : of.kind;
	return new StatusError(422, "Invalid", {
		message: `${qualified} "${name}" is invalid: ${list}`,
		details: { name: name || undefined, group: of.group || undefined, kind: of.kind, causes },
	});
}

export function methodNotAllowed(): StatusError {
	return new StatusError(405, "MethodNotAllowed", {
		message: "the server does not allow this method on the requested resource",
	});
}

export function expired(message: string, continueToken?: string): StatusError {
	return new StatusError(410, "Expired", { message, ...(continueToken ? { continueToken } : {}) });
}
