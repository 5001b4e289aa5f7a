import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";

/** Where things of this Alertmanager stand in a data folder. */
export function alertmanagerPaths(dataDir: string) {
	const folder = join(dataDir, "alertmanager");
	return {
		folder,
		config: join(folder, "alertmanager.yml"),
		storage: join(folder, "storage"),
		log: join(folder, "alertmanager.log"),
	};
}

/** Where alerts are posted, and the shared secret. `lost`: nowhere, as if the webhooks never arrived. */
export type WebhookTarget = { lazoUrl: string; secret: string; lost: boolean };

/** Writes the configuration that posts every group of alerts to Lazo (mode 0600: it holds the shared secret). */
export function writeAlertmanagerConfig(dataDir: string, { lazoUrl, secret, lost }: WebhookTarget): void {
	const paths = alertmanagerPaths(dataDir);
	mkdirSync(paths.folder, { recursive: true });
	const webhook = {
		url: `${lazoUrl}/api/webhooks/alertmanager`,
		send_resolved: true,
		http_config: { authorization: { type: "Bearer", credentials: secret } },
	};
	const config = {
		route: {
			receiver: "lazo",
			group_by: ["alertname", "service", "environment"],
			group_wait: "0s",
			group_interval: "5s",
			repeat_interval: "5m",
		},
		receivers: [{ name: "lazo", webhook_configs: lost ? [] : [webhook] }],
	};
	writeFileSync(paths.config, stringify(config), { mode: 0o600 });
}
