import { z } from "zod";

const port = z.coerce.number().int().min(1).max(65_535);
const flag = z.enum(["true", "false"]).transform((value) => value === "true");
const url = z.url({ protocol: /^https?$/ });
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });
const price = z.coerce.number().min(0).max(1_000);
const secret = (text: string) => z.string().min(16).meta({ secret: true, description: text });
const optionalSecret = (text: string) => z.string().min(1).optional().meta({ secret: true, description: text });

/** Every setting of Lazo, its form and its meaning; `.env.example` is made from this. Times are in seconds. */
export const configSchema = z.object({
	LAZO_URL: url
		.default("http://127.0.0.1:3000")
		.describe("Where people reach Lazo; links and sign-in are built on it."),
	PORT: port.default(3000).describe("Port of the web process."),
	WORKER_PORT: port.default(3001).describe("Port of the worker's signed calls, health and metrics."),
	WORKER_HOST: z.string().default("127.0.0.1").describe("Address the worker binds and that web reaches it by."),
	LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info").describe("Least severe level that is logged."),
	DATABASE_URL: postgresUrl
		.meta({ secret: true })
		.describe("Postgres as the role of this process (lazo_web or lazo_worker)."),
	DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10).describe("Connections this process may hold."),
	API_REQUESTS_PER_MINUTE: z.coerce
		.number()
		.int()
		.min(60)
		.default(1_200)
		.describe("Requests a minute that one session or token may send to the HTTP API, per web process."),
	RPC_SECRET: secret("Signs the calls from web to worker."),
	SEAL_PUBLIC_KEY: z.string().optional().describe("PEM (base64) public key that web seals credentials with."),
	SEAL_PRIVATE_KEY: optionalSecret("PEM (base64) private key; only the worker has it."),
	METRICS_TOKEN: optionalSecret("Bearer token for /metrics; without it only loopback may read."),
	SECURE_COOKIES: flag.optional().describe("Cookies only over HTTPS; true when LAZO_URL is https."),
	OIDC_ISSUER: url.optional().describe("OpenID Connect issuer to sign in with."),
	OIDC_CLIENT_ID: z.string().optional().describe("Client id at the issuer."),
	OIDC_CLIENT_SECRET: optionalSecret("Client secret at the issuer."),
	OIDC_NAME: z.string().default("OpenID Connect").describe("Name on the sign-in button."),
	OIDC_TRUST: z
		.enum(["verified", "unverified"])
		.default("verified")
		.describe(
			"Whether the issuer proves who somebody is; while unverified, no systems can be connected in the settings.",
		),
	OIDC_ROLE_GROUPS: z
		.string()
		.default("")
		.describe("group=role pairs, comma separated; roles: viewer, developer, devops, lead, admin."),
	GITHUB_OAUTH_CLIENT_ID: z.string().optional().describe("GitHub OAuth app to sign in with."),
	GITHUB_OAUTH_CLIENT_SECRET: optionalSecret("Its secret."),
	GITHUB_OAUTH_URL: url.default("https://github.com").describe("GitHub's web address for sign-in."),
	GITHUB_API_URL: url.default("https://api.github.com").describe("GitHub's API."),
	GITHUB_TOKEN: optionalSecret("Token for the API (worker only); a GitHub App takes its place."),
	GITHUB_APP_ID: z
		.string()
		.regex(/^\w[\w.-]{0,99}$/)
		.optional()
		.describe("GitHub App: its id or client id (worker only)."),
	GITHUB_APP_PRIVATE_KEY: optionalSecret("Its private key: PEM, or base64 of it (worker only)."),
	GITHUB_APP_INSTALLATION_ID: z
		.string()
		.regex(/^\d{1,15}$/)
		.optional()
		.describe("Its installation in the organisation (worker only)."),
	GITHUB_ORG: z.string().optional().describe("Organisation whose repositories are read."),
	GITHUB_WEBHOOK_SECRET: optionalSecret("Shared secret of the GitHub webhook."),
	KUBERNETES_KUBECONFIG_FILE: z
		.string()
		.optional()
		.describe("Kubeconfig; each context becomes a cluster (worker only)."),
	PROMETHEUS_URL: url.optional().describe("Prometheus."),
	PROMETHEUS_TOKEN: optionalSecret("Bearer token for Prometheus."),
	ALERTMANAGER_URL: url.optional().describe("Alertmanager."),
	ALERTMANAGER_WEBHOOK_SECRET: optionalSecret("Bearer token that Alertmanager sends with its webhook."),
	REGISTRY_URL: url.optional().describe("OCI registry whose images are deployed."),
	REGISTRY_TOKEN: optionalSecret("Credential for the registry: user:password, or a token alone."),
	HISTORY_FILE: z
		.string()
		.optional()
		.describe("JSON file of what happened before Lazo, imported once (docs/history-import.md; worker only)."),
	WATCH_WINDOW_SECONDS: z.coerce
		.number()
		.int()
		.min(10)
		.default(600)
		.describe("How long a new version is watched after its rollout."),
	ROLLOUT_DEADLINE_SECONDS: z.coerce
		.number()
		.int()
		.min(10)
		.default(600)
		.describe("Longest rollout when the workload names none."),
	PREVIEW_CPU_PRICE: price
		.default(0.03)
		.describe("What a requested core costs an hour, unless the rule of a service says otherwise."),
	PREVIEW_MEMORY_PRICE: price.default(0.004).describe("What a requested GiB of memory costs an hour, likewise."),
	PREVIEW_CURRENCY: z
		.string()
		.regex(/^[A-Z]{3}$/)
		.default("EUR")
		.describe("Currency of these prices (ISO 4217)."),
});

/** Settings of a process, parsed. */
export type Config = z.infer<typeof configSchema>;
