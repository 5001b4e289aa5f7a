import { db } from "#server/platform/database.ts";
import { Problem } from "#server/platform/errors.ts";
import { log } from "#server/platform/log.ts";
import { hashToken } from "../secret-token.ts";
import { endSession, findSessionActor, startSession } from "../sessions.ts";
import { attemptSeconds } from "./begin-sign-in.ts";
import { githubIdentity } from "./github.ts";
import type { Identity } from "./identity.ts";
import { oidcIdentity } from "./oidc.ts";
import { saveIdentity } from "./save-identity.ts";

type Answer = {
	/** The address the provider sent the browser to, with its query. */
	url: URL;
	redirectUri: string;
	/** What the browser's cookie says the state is. */
	state: string | null;
	/** A session this browser already had; it ends. */
	oldSession: string | null;
	userAgent: string | null;
};

type Done = { sessionToken: string; returnTo: string; locale: string };

const refused = () =>
	new Problem({
		status: 403,
		code: "sign-in.refused",
		detail: "The sign-in could not be verified or took too long. Sign in again.",
	});

/** Ends an attempt: verifies the provider's answer, saves who it is, starts a new session. Throws Problem 403 when anything does not fit. */
export async function finishSignIn({ url, redirectUri, state, oldSession, userAgent }: Answer): Promise<Done> {
	if (!state || url.searchParams.get("state") !== state) throw refused();
	const attempt = await takeAttempt(state);
	const checks = { state, nonce: attempt.nonce, codeVerifier: attempt.codeVerifier };
	const reading =
		attempt.provider === "oidc"
			? oidcIdentity(withQueryOf(redirectUri, url), checks)
			: githubIdentity(url, redirectUri);
	const identity: Identity = await reading.catch((error: unknown) => {
		if (error instanceof Problem) throw error;
		log.warn(
			{ provider: attempt.provider, error: error instanceof Error ? error.message : String(error) },
			"sign-in refused",
		);
		throw refused();
	});
	const person = await saveIdentity(identity);
	const before = oldSession ? await findSessionActor(oldSession) : null;
	if (before?.kind === "person") await endSession(before.sessionId);
	const sessionToken = await startSession(person.id, userAgent);
	return { sessionToken, returnTo: attempt.returnTo, locale: person.locale };
}

/** Takes the attempt away: it works once, also when two answers come at the same moment. */
async function takeAttempt(state: string) {
	const stateHash = hashToken(state);
	const attempt = await db().signInAttempt.findUnique({ where: { stateHash } });
	const { count } = await db().signInAttempt.deleteMany({ where: { stateHash } });
	if (!attempt || count === 0 || attempt.createdAt.getTime() < Date.now() - attemptSeconds * 1_000) throw refused();
	return attempt;
}

/** The address as the provider knows it; behind a proxy the one that arrives here may look different. */
function withQueryOf(redirectUri: string, { search }: URL): URL {
	const url = new URL(redirectUri);
	url.search = search;
	return url;
}
