import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { config } from "#server/platform/config/load.ts";
import type { Transaction } from "#server/platform/database.ts";
import { conflict, invalid } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { seal } from "#server/platform/seal.ts";
import { transaction } from "#server/platform/transaction.ts";
import { Prisma } from "../../prisma/generated/client.ts";
import { type NewConnection, newConnectionSchema } from "./schema.ts";

/**
 * Adds an outside system. Its credential is sealed for the worker here and cannot be read by web again.
 * Throws Problem 409 while anyone may sign in as anyone, when the name is taken, or for a second GitHub organisation.
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
		// Of two that come at once the second sees the first.
		await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('connections'))`;
		await refuseTaken(tx, asked);
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

/** Throws where the name is taken, or for a second GitHub: repositories, runs and commits are read from one organisation. */
async function refuseTaken(tx: Transaction, { kind, name }: NewConnection): Promise<void> {
	const same = await tx.connection.findFirst({ where: { kind, name, removedAt: null }, select: { id: true } });
	if (same) throw conflict("connection.name-taken", `There is a ${kind} connection "${name}" already.`, { kind, name });
	const first = kind === "github" && (await tx.connection.findFirst({ where: { kind, removedAt: null } }));
	if (first)
		throw conflict("connection.one-github", `Lazo reads one GitHub organisation, and "${first.name}" is connected.`, {
			name: first.name,
		});
}

/** A GitHub App's three parts, sealed as one. */
const appCredential = ({ appId, installationId, privateKey }: NewConnection) =>
	appId && installationId && privateKey ? JSON.stringify({ appId, installationId, privateKey }) : undefined;
