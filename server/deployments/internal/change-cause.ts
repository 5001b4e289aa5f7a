import { config } from "#server/platform/config/load.ts";
import { db } from "#server/platform/database.ts";
import type { Deployment } from "../../../prisma/generated/client.ts";
import { actorRefSchema } from "../schema.ts";
import { itemsOfCommits } from "./commits-between.ts";
import { nameOf } from "./find-active.ts";

/** The text of `kubernetes.io/change-cause`: what, whose items, by whom, and where to read on. */
export async function changeCause(deployment: Deployment): Promise<string> {
	const keys = await itemKeys(deployment);
	const actor = actorRefSchema.safeParse(deployment.actor).data;
	const by = actor?.login ?? nameOf(deployment.actor);
	const verb = deployment.kind === "rollback" ? "roll back" : "deploy";
	const what = keys.length > 0 ? keys.slice(0, 8).join(" ") : (deployment.digest?.slice(0, 19) ?? "");
	const text = [verb, what, `by ${by}`, `via ${config().LAZO_URL}/deployments/${deployment.id}`].join(" ");
	return text.replaceAll(/\s+/g, " ").slice(0, 500);
}

async function itemKeys({ artifactId }: Deployment): Promise<string[]> {
	if (!artifactId) return [];
	const artifact = await db().artifact.findUnique({ where: { id: artifactId }, select: { commitId: true } });
	if (!artifact?.commitId) return [];
	const items = await itemsOfCommits(db(), [artifact.commitId]);
	return [...new Set([...items.values()].flat().map(({ key }) => key))];
}
