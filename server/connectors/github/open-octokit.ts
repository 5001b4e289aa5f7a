import { App, Octokit } from "octokit";
import type { GitHubCredential } from "./github-credential.ts";

const timeoutMs = 15_000;
const silent = () => {};

const fetchOnce: typeof fetch = (input, init) =>
	fetch(input, { ...init, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });

/** What speaks to GitHub, quietly and once: with a token, or as an installation whose token is fetched and renewed by itself. */
export async function openOctokit(url: string, credential: GitHubCredential): Promise<Pick<Octokit, "request">> {
	const options = {
		baseUrl: url,
		userAgent: "lazo",
		retry: { enabled: false },
		throttle: { enabled: false },
		request: { fetch: fetchOnce },
		log: { debug: silent, info: silent, warn: silent, error: silent },
	};
	if (credential.kind === "token") return new Octokit({ ...options, auth: credential.token });
	const { appId, privateKey, installationId } = credential;
	const app = new App({ appId, privateKey, Octokit: Octokit.defaults(options), log: options.log });
	return app.getInstallationOctokit(installationId);
}
