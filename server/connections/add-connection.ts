import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { config } from "#server/platform/config/load.ts";
import { db } from "#server/platform/database.ts";
import { conflict, invalid } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { seal } from "#server/platform/seal.ts";
import { transaction } from "#server/platform/transaction.ts";
import { Prisma } from "../../prisma/generated/client.ts";
import { type NewConnection, newConnectionSchema } from "./schema.ts";

/**
 * Adds an outside system. Its credential is sealed for the worker here and cannot be read by web again.
 * Throws Problem 409 while anyone may sign in as anyone, or when the name is taken.
 */
export async function addConnection(actor: Actor, input: NewConnection): Promise<{ id: string }> {
	const asked = newConnectionSchema.parse(input);
	const { kind, name, url, ca } = asked;
	const credential = asked.credential ?? appCredential(asked);
	await authorize(actor, "connection.manage", { subject: { kind: "connection", id: `${kind}:${name}` } });
	const { OIDC_TRUST, SEAL_PUBLIC_KEY } = config();
	if (OIDC_TRUST === "unverified")
		throw conflict(
			"connection.sign-in-unverified",
			"Anyone can sign in here as anyone, so real systems cannot be connected. Configure your own identity provider first.",
		);
	if (credential && !SEAL_PUBLIC_KEY)
		throw invalid("connection.no-seal", "SEAL_PUBLIC_KEY is not set, so a credential cannot be kept safely.");
	const found = await db().connection.findUnique({ where: { kind_name: { kind, name } } });
	if (found && !found.removedAt)
		throw conflict("connection.name-taken", `There is a ${kind} connection "${name}" already.`, { kind, name });
	if (kind === "github") await refuseSecondGitHub();
	const data = {
		url: url.replace(/\/+$/, ""),
		source: "settings",
		settings: ca ? { ca } : {},
		sealedCredential: credential && SEAL_PUBLIC_KEY ? new Uint8Array(seal(credential, SEAL_PUBLIC_KEY)) : null,
		// One that was removed under this name says nothing of this one.
		...{ removedAt: null, lastSuccessAt: null, lastErrorAt: null, lagMs: null, rateLeft: null, version: null },
		...{ lastError: Prisma.DbNull, missingRights: [] },
	};
	return transaction(async (tx) => {
		const { id } = await tx.connection.upsert({
			where: { kind_name: { kind, name } },
			create: { kind, name, ...data },
			update: data,
			select: { id: true },
		});
		const subject = { kind: "connection", id };
		await recordEvent(tx, { type: "connection.added", actor, subject, data: { kind, name, url } });
		await audit(tx, {
			actor,
			action: "connection.manage",
			subject,
			after: { kind, name, url, credential: credential ? "sealed" : null },
		});
		return { id };
	});
}

/** Repositories, runs and commits are read from one organisation; a second one would stand there unread. */
async function refuseSecondGitHub(): Promise<void> {
	const first = await db().connection.findFirst({ where: { kind: "github", removedAt: null }, select: { name: true } });
	if (!first) return;
	const { name } = first;
	throw conflict("connection.one-github", `Lazo reads one GitHub organisation, and "${name}" is connected.`, { name });
}

/** A GitHub App's three parts, sealed as one. */
const appCredential = ({ appId, installationId, privateKey }: NewConnection) =>
	appId && installationId && privateKey ? JSON.stringify({ appId, installationId, privateKey }) : undefined;
