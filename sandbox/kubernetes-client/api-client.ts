import { Pool } from "undici";
import type { Connection } from "./kubeconfig.ts";

/** The API server said no; `status` is the HTTP status, the message is the server's own. */
export class ApiError extends Error {
	readonly status: number;

	constructor(status: number, message: string) {
		super(message);
		this.status = status;
	}
}

export const patchTypes = {
	merge: "application/merge-patch+json",
	strategic: "application/strategic-merge-patch+json",
} as const;

export type ApiRequest = {
	method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
	path: string;
	body?: unknown;
	/** Of the body; plain JSON unless told. */
	contentType?: string;
};

/** Talks to one Kubernetes API server as one user, over kept connections. */
export class ApiClient {
	readonly #pool: Pool;
	readonly #headers: Record<string, string>;

	constructor(connection: Connection) {
		this.#pool = new Pool(connection.server, {
			allowH2: false,
			connections: 16,
			connect: {
				timeout: 5000,
				rejectUnauthorized: !connection.skipVerify,
				...(connection.ca ? { ca: connection.ca } : {}),
				...(connection.cert ? { cert: connection.cert } : {}),
				...(connection.key ? { key: connection.key } : {}),
			},
		});
		this.#headers = {
			accept: "application/json",
			...(connection.token ? { authorization: `Bearer ${connection.token}` } : {}),
		};
	}

	/** Sends one request and answers the parsed body. Throws `ApiError` for a refusal, another error for no answer in 15 s. */
	async request(request: ApiRequest): Promise<unknown> {
		const response = await this.#pool.request({
			method: request.method,
			path: request.path,
			headersTimeout: 15_000,
			bodyTimeout: 15_000,
			headers: {
				...this.#headers,
				...(request.body === undefined ? {} : { "content-type": request.contentType ?? "application/json" }),
			},
			body: request.body === undefined ? null : JSON.stringify(request.body),
		});
		const text = await response.body.text();
		if (response.statusCode >= 400) throw new ApiError(response.statusCode, refusal(text));
		return text === "" ? null : JSON.parse(text);
	}

	/** Opens a stream of JSON lines, such as a watch. Ends when the server ends it; throws `ApiError` for a refusal. */
	async *lines(path: string, signal: AbortSignal): AsyncGenerator<unknown> {
		const response = await this.#pool.request({
			method: "GET",
			path,
			signal,
			headers: this.#headers,
			headersTimeout: 15_000,
			// A watch may be silent for long; the server ends it after its own timeoutSeconds.
			bodyTimeout: 0,
		});
		if (response.statusCode >= 400) throw new ApiError(response.statusCode, refusal(await response.body.text()));
		let rest = "";
		response.body.setEncoding("utf8");
		for await (const chunk of response.body) {
			const parts = (rest + chunk).split("\n");
			rest = parts.pop() ?? "";
			for (const part of parts) if (part.trim() !== "") yield JSON.parse(part);
		}
	}

	async close(): Promise<void> {
		await this.#pool.destroy();
	}
}

function refusal(text: string): string {
	try {
		const status: unknown = JSON.parse(text);
		if (status && typeof status === "object" && "message" in status) return String(status.message);
	} catch {
		// Not a Status object.
	}
	return text.slice(0, 500);
}
