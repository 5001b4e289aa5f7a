import { config } from "#server/platform/config/load.ts";
import { Problem } from "#server/platform/errors.ts";

/** Browsers send their session by themselves, so a write must come from Lazo's own pages. Throws Problem 403 otherwise. */
export function checkOrigin(headers: Headers): void {
	const origin = headers.get("origin");
	const site = headers.get("sec-fetch-site");
	if (isOwnOrigin(origin) && (site === null || site === "same-origin")) return;
	throw new Problem({
		status: 403,
		code: "foreign-origin",
		detail: "The request does not come from Lazo's own pages, so it was refused. Reload the page, or use an API token.",
	});
}

/** Whether an origin is Lazo's. `localhost` and `127.0.0.1` with the same port are the same Lazo on one's own machine. */
export function isOwnOrigin(origin: string | null): boolean {
	const loopback = (value: string) => value.replace("//localhost:", "//127.0.0.1:");
	return origin !== null && loopback(origin) === loopback(new URL(config().LAZO_URL).origin);
}
