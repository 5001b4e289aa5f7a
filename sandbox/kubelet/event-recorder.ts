import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type ApiClient, ApiError, patchTypes } from "../kubernetes-client/api-client.ts";
import { apiTime } from "./api-time.ts";

/** What an event is about; `container` when it concerns one container of a pod. */
export type EventSubject = { kind: "Pod" | "Node"; namespace: string; name: string; uid: string; container?: string };

export type KubeletEvent = { type: "Normal" | "Warning"; reason: string; message: string };

type Recorded = { name: string; count: number };

/** Writes Events as a kubelet does: in order, repeated ones counted up, and a talkative object cut off. */
export class EventRecorder {
	readonly #client: ApiClient;
	readonly #node: string;
	readonly #recorded = new Map<string, Recorded>();
	readonly #budgets = new Map<string, { tokens: number; at: number }>();
	#queue: Promise<void> = Promise.resolve();
	#queued = 0;
	#silent = false;

	constructor(client: ApiClient, node: string) {
		this.#client = client;
		this.#node = node;
	}

	record(subject: EventSubject, event: KubeletEvent): void {
		if (this.#silent || this.#queued > 500 || !this.#spend(subject.uid)) return;
		this.#queued++;
		const at = new Date();
		this.#queue = this.#queue.then(() => this.#write(subject, event, at)).finally(() => this.#queued--);
	}

	/** Nothing more is written, queued events included. */
	silence(): void {
		this.#silent = true;
	}

	/** Forgets what was counted for an object that is gone. */
	forget(uid: string): void {
		this.#budgets.delete(uid);
		for (const key of this.#recorded.keys()) if (key.startsWith(uid)) this.#recorded.delete(key);
	}

	/** As client-go's spam filter: 25 events an object at once, then one in five minutes. */
	#spend(uid: string): boolean {
		const now = Date.now();
		const before = this.#budgets.get(uid) ?? { tokens: 25, at: now };
		const tokens = Math.min(25, before.tokens + (now - before.at) / 300_000);
		this.#budgets.set(uid, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
		return tokens >= 1;
	}

	async #write(subject: EventSubject, event: KubeletEvent, at: Date): Promise<void> {
		for (let attempt = 0; attempt < 10 && !this.#silent; attempt++) {
			try {
				return await this.#send(subject, event, at);
			} catch (error) {
				// A refusal is final (the namespace may be gone); no answer is worth another try.
				if (error instanceof ApiError && error.status < 500) return;
				await sleep(2000);
			}
		}
	}

	async #send(subject: EventSubject, event: KubeletEvent, at: Date): Promise<void> {
		const key = [subject.uid, subject.container, event.type, event.reason, event.message].join("\0");
		const namespace = subject.namespace || "default";
		const known = this.#recorded.get(key);
		if (known) {
			known.count++;
			const body = { count: known.count, lastTimestamp: apiTime(at) };
			const path = `/api/v1/namespaces/${namespace}/events/${known.name}`;
			await this.#client.request({ method: "PATCH", path, body, contentType: patchTypes.merge });
			return;
		}
		const name = `${subject.name}.${randomBytes(8).toString("hex")}`;
		await this.#client.request({
			method: "POST",
			path: `/api/v1/namespaces/${namespace}/events`,
			body: this.#body({ subject, event, name }, at),
		});
		this.#recorded.set(key, { name, count: 1 });
	}

	#body(entry: { subject: EventSubject; event: KubeletEvent; name: string }, at: Date): unknown {
		const { subject, event, name } = entry;
		return {
			apiVersion: "v1",
			kind: "Event",
			metadata: { name, namespace: subject.namespace || "default" },
			involvedObject: {
				apiVersion: "v1",
				kind: subject.kind,
				...(subject.namespace ? { namespace: subject.namespace } : {}),
				name: subject.name,
				uid: subject.uid,
				...(subject.container ? { fieldPath: `spec.containers{${subject.container}}` } : {}),
			},
			...event,
			source: { component: "kubelet", host: this.#node },
			reportingComponent: "kubelet",
			reportingInstance: this.#node,
			firstTimestamp: apiTime(at),
			lastTimestamp: apiTime(at),
			count: 1,
		};
	}
}
