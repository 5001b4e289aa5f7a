import { createHmac, randomUUID } from "node:crypto";

export type EmitterOptions = {
	url: string;
	secret: string;
	/** True while the fault `lost-webhook` (or `github-gone`) is on: nothing is sent, and nothing is sent later. */
	lost: () => boolean;
	onResponse?: (event: string, status: number | null) => void;
};

/**
 * How to send a webhook as GitHub does: signed over the exact bytes, ten seconds for the answer, never a second try
 * (https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks).
 */
export function createEmitter(options: EmitterOptions): (event: string, payload: Record<string, unknown>) => void {
	return (event, payload) => {
		if (options.lost()) return;
		const body = JSON.stringify(payload);
		const signature = (hash: string) => createHmac(hash, options.secret).update(body).digest("hex");
		fetch(options.url, {
			method: "POST",
			body,
			redirect: "manual",
			signal: AbortSignal.timeout(10_000),
			headers: {
				accept: "*/*",
				"content-type": "application/json",
				"user-agent": "GitHub-Hookshot/5a11ce1",
				"x-github-event": event,
				"x-github-delivery": randomUUID(),
				"x-github-hook-id": "1",
				"x-github-hook-installation-target-type": "organization",
				"x-github-hook-installation-target-id": "1",
				"x-hub-signature": `sha1=${signature("sha1")}`,
				"x-hub-signature-256": `sha256=${signature("sha256")}`,
			},
		}).then(
			async (response) => {
				await response.body?.cancel();
				options.onResponse?.(event, response.status);
			},
			() => options.onResponse?.(event, null),
		);
	};
}
