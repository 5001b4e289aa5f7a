import type { z } from "zod";

/** A signed-in caller of the API. */
export type ApiSession = {
	get: <T extends z.ZodType>(path: string, schema: T) => Promise<z.output<T>>;
	post: <T extends z.ZodType>(path: string, body: unknown, schema: T) => Promise<z.output<T>>;
	put: <T extends z.ZodType>(path: string, body: unknown, schema: T) => Promise<z.output<T>>;
	cookie: string;
};

/** Signs in as one of the sandbox's people, over the pages a browser would go through: Lazo, the issuer's form, the callback. */
export async function signInByHttp(url: string, login: string): Promise<ApiSession> {
	const begun = await fetch(`${url}/api/auth/sign-in`, {
		method: "POST",
		redirect: "manual",
		headers: { origin: url, "sec-fetch-site": "same-origin" },
		body: new URLSearchParams({ provider: "oidc", returnTo: "/", locale: "en" }),
	});
	const issuer = must(begun.headers.get("location"), "Lazo did not send the browser to the issuer");
	const state = cookiesOf(begun);
	const page = await (await fetch(issuer)).text();
	const action = must(
		/<form method="post" action="([^"]+)"/.exec(page)?.[1],
		"the issuer's page has no form",
	).replaceAll(/&#(\d+);|&amp;/g, (_, code?: string) => (code ? String.fromCharCode(Number(code)) : "&"));
	const chosen = await fetch(new URL(action, issuer), {
		method: "POST",
		redirect: "manual",
		body: new URLSearchParams({ login }),
	});
	const callback = must(chosen.headers.get("location"), "the issuer did not send the browser back");
	const done = await fetch(callback, { redirect: "manual", headers: { cookie: state } });
	const landed = done.headers.get("location") ?? "";
	if (done.status !== 303 || landed.startsWith("/sign-in"))
		throw new Error(`${login} could not sign in: ${done.status} ${landed}`);
	return session(url, cookiesOf(done));
}

function session(url: string, cookie: string): ApiSession {
	const call = async <T extends z.ZodType>(path: string, init: RequestInit, schema: T) => {
		const answer = await fetch(`${url}/api/v1${path}`, {
			...init,
			headers: { cookie, origin: url, "content-type": "application/json", ...init.headers },
		});
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${init.method ?? "GET"} ${path}: ${answer.status} ${text.slice(0, 500)}`);
		return schema.parse(JSON.parse(text));
	};
	return {
		cookie,
		get: (path, schema) => call(path, {}, schema),
		post: (path, body, schema) => call(path, { method: "POST", body: JSON.stringify(body) }, schema),
		put: (path, body, schema) => call(path, { method: "PUT", body: JSON.stringify(body) }, schema),
	};
}

const cookiesOf = (answer: Response): string =>
	answer.headers
		.getSetCookie()
		.map((cookie) => cookie.split(";", 1)[0] ?? "")
		.filter((cookie) => !cookie.endsWith("="))
		.join("; ");

function must<T>(value: T | null | undefined, what: string): T {
	if (value === null || value === undefined) throw new Error(what);
	return value;
}
