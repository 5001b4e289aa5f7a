"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Facts } from "#components/ui/facts.tsx";
import { Key } from "#components/ui/key.tsx";
import { Time } from "#components/ui/time.tsx";
import type { DeploymentDetail } from "#server/deployments/schema.ts";
import { VersionName } from "../version-name.tsx";
import { CarrierFact } from "../ways/carrier-fact.tsx";

/** From, to, where, why and when. */
export function RolloutFacts({ deployment }: { deployment: DeploymentDetail }) {
	const t = useTranslations("deployments");
	const ways = useTranslations("ways");
	const { target, commitSha, rollbackOfId, incidentId, reason } = deployment;
	const link = (href: string, text: string) => (
		<Link href={href} className="text-accent hover:underline">
			{text}
		</Link>
	);
	const facts = [
		{
			label: t("fact.to"),
			value: <VersionName version={deployment.version} digest={deployment.digest} image={deployment.image} />,
		},
		{
			label: t("fact.from"),
			value: (
				<VersionName version={deployment.fromVersion} digest={deployment.fromDigest} image={deployment.fromImage} />
			),
		},
		...(commitSha
			? [{ label: t("fact.commit"), value: link(`/thread/commit/${commitSha}`, commitSha.slice(0, 7)) }]
			: []),
		{ label: t("fact.environment"), value: deployment.environment.title },
		...(target
			? [
					{ label: t("fact.cluster"), value: target.cluster },
					{ label: t("fact.workload"), value: <Key copyable>{`${target.namespace}/${target.name}`}</Key> },
				]
			: []),
		...(deployment.kind === "deploy" || deployment.kind === "rollback"
			? [{ label: ways("carriedBy"), value: <CarrierFact deployment={deployment} /> }]
			: []),
		...(reason ? [{ label: t("fact.reason"), value: reason }] : []),
		...(rollbackOfId
			? [{ label: t("fact.takesBack"), value: link(`/deployments/${rollbackOfId}`, t("openDeployment")) }]
			: []),
		...(incidentId ? [{ label: t("fact.incident"), value: link(`/incidents/${incidentId}`, t("openIncident")) }] : []),
		{ label: t("fact.autoRollback"), value: t(`autoRollback.${deployment.autoRollback}`) },
		{ label: t("fact.requested"), value: <Time value={deployment.requestedAt} /> },
		{ label: t("fact.started"), value: <Time value={deployment.startedAt} /> },
		{ label: t("fact.rolledOut"), value: <Time value={deployment.rolledOutAt} /> },
		{ label: t("fact.finished"), value: <Time value={deployment.finishedAt} /> },
		{ label: t("fact.thread"), value: link(`/thread/deployment/${deployment.id}`, t("openThread")) },
	];
	return <Facts facts={facts} />;
}
