import { GitHubError } from "#server/connectors/github/github-error.ts";
import { failureCode, KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { connectionKinds } from "#server/platform/connections/configured.ts";
import { reportError, reportSuccess } from "#server/platform/connections/health.ts";
import { db } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { reach } from "./reach.ts";
import type { TestResult } from "./schema.ts";

/** Reaches an outside system now and notes how it went; null when it is connected no more. */
export async function tryConnection(id: string): Promise<TestResult | null> {
	const connection = await db().connection.findFirst({ where: { id, removedAt: null } });
	const kind = connectionKinds.find((known) => known === connection?.kind);
	if (!connection || !kind) return null;
	const started = Date.now();
	try {
		const version = await reach[kind](connection);
		await reportSuccess(id, version ? { version } : {});
		await transaction((tx) => touch(tx, ["connections", `connection:${id}`]));
		return { ok: true, version, code: null, message: null, milliseconds: Date.now() - started };
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		const code = codeOf(error);
		await reportError(id, code, message);
		return { ok: false, version: null, code, message: message.slice(0, 500), milliseconds: Date.now() - started };
	}
}

/** The codes under which the screens explain a failure. */
function codeOf(error: unknown): string {
	if (error instanceof KubernetesError) return failureCode(error);
	if (error instanceof GitHubError) return `github.${error.code}`;
	return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "failed";
}
