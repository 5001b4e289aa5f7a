type Environment = Record<string, string | undefined>;

const namesOutside = (name: string) => /^(OIDC|GITHUB|KUBERNETES|PROMETHEUS|ALERTMANAGER|REGISTRY)_/.test(name);

/** A token alone names no system: many shells have one for other programs. */
const choosing = [
	"GITHUB_ORG",
	"GITHUB_APP_ID",
	"GITHUB_OAUTH_CLIENT_ID",
	"KUBERNETES_KUBECONFIG_FILE",
	"PROMETHEUS_URL",
	"ALERTMANAGER_URL",
	"OIDC_ISSUER",
];

/** The settings by which the caller's environment names real systems; with one of them the sandbox stays away. */
export const chosenSystems = (environment: Environment): string[] =>
	choosing.flatMap((name) => [name, `${name}_FILE`]).filter((name) => environment[name]);

/** What the environment says of outside systems, credentials among it. */
export const outsideSettings = (environment: Environment): Record<string, string> =>
	Object.fromEntries(
		Object.entries(environment).filter(
			(entry): entry is [string, string] => namesOutside(entry[0]) && entry[1] !== undefined,
		),
	);

/** The rest of it: what every process may have. */
export const withoutOutsideSettings = (environment: Environment): Environment =>
	Object.fromEntries(Object.entries(environment).filter(([name]) => !namesOutside(name)));
