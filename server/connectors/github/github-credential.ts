import { z } from "zod";

/** How Lazo proves itself to GitHub: a token, or a GitHub App installed in the organisation, whose tokens last an hour. */
export type GitHubCredential =
	| { kind: "token"; token: string }
	| { kind: "app"; appId: string; privateKey: string; installationId: number };

const appShape = z.object({
	appId: z.string().min(1).max(100),
	privateKey: z.string().min(1),
	installationId: z.coerce.number().int().positive(),
});

/** Reads a credential as it is stored: the App's as JSON, anything else is a token. The key may be PEM or base64 of it. */
export function readGitHubCredential(stored: string): GitHubCredential {
	if (!stored.startsWith("{")) return { kind: "token", token: stored };
	const { appId, privateKey, installationId } = appShape.parse(JSON.parse(stored));
	const text = privateKey.replaceAll("\\n", "\n").trim();
	const pem = text.startsWith("-----BEGIN") ? text : Buffer.from(text, "base64").toString("utf8");
	return { kind: "app", appId, privateKey: pem, installationId };
}
