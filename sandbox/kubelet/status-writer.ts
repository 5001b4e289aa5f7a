import { setTimeout as sleep } from "node:timers/promises";
import { type ApiClient, ApiError, patchTypes } from "../kubernetes-client/api-client.ts";

/** Writes the status of one pod: the newest only, one at a time, again while the API server is away. */
export class StatusWriter {
	readonly #client: ApiClient;
	readonly #path: string;
	readonly #body: () => unknown;
	#dirty = false;
	#writing: Promise<void> | null = null;
	#closed = false;

	constructor(client: ApiClient, path: string, body: () => unknown) {
		this.#client = client;
		this.#path = path;
		this.#body = body;
	}

	/** The status has changed and will be written. */
	touch(): void {
		this.#dirty = true;
		this.#writing ??= this.#write().finally(() => {
			this.#writing = null;
			if (this.#dirty && !this.#closed) this.touch();
		});
	}

	/** Waits until the newest status is written. */
	async flush(): Promise<void> {
		while (this.#writing && !this.#closed) await this.#writing;
	}

	/** Nothing more is written. */
	close(): void {
		this.#closed = true;
	}

	async #write(): Promise<void> {
		// Changes of the same moment go out together.
		await sleep(5);
		while (this.#dirty && !this.#closed) {
			this.#dirty = false;
			try {
				await this.#client.request({
					method: "PATCH",
					path: this.#path,
					body: this.#body(),
					contentType: patchTypes.strategic,
				});
			} catch (error) {
				// 404, 409, 422: the pod is gone, or another has its name. The watch will say so.
				if (error instanceof ApiError && error.status < 500 && error.status !== 429) return;
				this.#dirty = true;
				await sleep(1000);
			}
		}
	}
}
