import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import { findPlaceToOperate } from "#server/deployments/find-place-to-operate.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { invalid, notFound } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { type PreviewRule, previewRuleSchema } from "./schema.ts";

/**
 * Says how previews of a service are made; null switches them off, those that run go on to their end. Throws Problem 403, 404,
 * 422 `namespace-is-environment`, `namespace-of-cluster` or `address-shared`.
 */
export async function setPreviewRule(actor: Actor, name: string, given: PreviewRule | null): Promise<void> {
	const rule = previewRuleSchema.nullable().parse(given);
	const service = await db().entity.findFirst({
		where: { kind: "component", name },
		include: { previewRule: true },
		orderBy: { ref: "asc" },
	});
	if (!service) throw notFound("service", name);
	const { id: serviceId, ownerTeamId: teamId } = service;
	const environment = rule && (await findPlaceToOperate(serviceId, rule.environment)).place.environment;
	const subject = { kind: "service", id: serviceId };
	await authorize(actor, "environment.configure", { teamId, ...(environment && { environment }), subject });
	if (rule?.namespace) await refuseNamespace(rule.namespace);
	if (rule) refuseSharedAddress(rule);
	await transaction(async (tx) => {
		if (rule) {
			const { environment, ...settings } = rule;
			const columns = { environment, settings };
			await tx.previewRule.upsert({
				where: { serviceId },
				create: { serviceId, ...columns },
				update: columns,
			});
		} else await tx.previewRule.deleteMany({ where: { serviceId } });
		await audit(tx, {
			...{ actor, action: "environment.configure", subject, teamId, environment: rule?.environment ?? null },
			...{ before: { previews: service.previewRule }, after: { previews: rule } },
		});
		await touch(tx, ["preview-rules", `service:${serviceId}`]);
	});
}

/** A copy beside the workload of an environment would count as running there; the cluster's own namespaces hold its keys. */
async function refuseNamespace(namespace: string): Promise<void> {
	if (namespace.startsWith("kube-"))
		throw invalid("namespace-of-cluster", `The namespace ${namespace} is the cluster's own. Choose another one.`, {
			namespace,
		});
	const named = await db().environment.findUnique({ where: { name: namespace } });
	const used = await db().deploymentTarget.findFirst({ where: { namespace } });
	if (named || used)
		throw invalid(
			"namespace-is-environment",
			`The namespace ${namespace} belongs to an environment. Choose one that holds previews only.`,
			{ namespace },
		);
}

/** Two previews at one address would take each other's visitors, and an Ingress takes those of its host wherever it is. */
function refuseSharedAddress({ urlPattern, ingressClass, namespace }: PreviewRule): void {
	if (urlPattern === null) return;
	const [host = ""] = urlPattern.replace(/^https?:\/\//, "").split("/");
	const own = namespace === null ? ["{number}", "{namespace}"] : ["{number}"];
	if (own.some((one) => (ingressClass === null ? urlPattern : host).includes(one))) return;
	throw invalid(
		"address-shared",
		"Every preview needs an address of its own: put {number} into it, and into its host name where an Ingress is made.",
	);
}
