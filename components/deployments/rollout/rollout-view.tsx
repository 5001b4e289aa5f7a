"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { GateFindingsCard } from "#components/metrics/gate-findings-card.tsx";
import { VerdictCard } from "#components/metrics/verdict-card.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { DataAge } from "#components/ui/data-age.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import type { DeploymentDetail } from "#server/deployments/schema.ts";
import { ActorName } from "../actor-name.tsx";
import { DeploymentRail } from "../deployment-rail.tsx";
import { DeploymentStatus } from "../deployment-status.tsx";
import { HoldBadge } from "../hold-badge.tsx";
import { deploymentQuery } from "../queries.ts";
import { RollBackButton } from "../rollback/roll-back-button.tsx";
import { SmokeJobCard } from "../smoke/smoke-job-card.tsx";
import { EventSentences } from "./event-sentences.tsx";
import { Outcome } from "./outcome.tsx";
import { PodCells } from "./pod-cells.tsx";
import { RolloutCounts } from "./rollout-counts.tsx";
import { RolloutFacts } from "./rollout-facts.tsx";
import { StagesCard } from "./stages-card.tsx";

/** A rollout as it happens, and ever after as it went. */
export function RolloutView({ id }: { id: string }) {
	const query = useQuery(deploymentQuery(id));
	return <Loaded query={query}>{(deployment) => <Rollout deployment={deployment} />}</Loaded>;
}

function Rollout({ deployment }: { deployment: DeploymentDetail }) {
	const t = useTranslations("deployments");
	const { service, environment, target, hold, progress } = deployment;
	const version = deployment.version ?? deployment.digest?.slice(7, 19) ?? deployment.image;
	return (
		<>
			<PageHeader
				title={t(`headline.${deployment.kind}`, { service: service.title, version, environment: environment.title })}
				meta={
					<>
						<DeploymentStatus value={deployment.status} />
						<Link href={`/services/${service.name}`} className="hover:underline">
							{service.title}
						</Link>
						<span>
							<ActorName actor={deployment.actor} /> · <Time value={deployment.requestedAt} />
						</span>
						{hold && <HoldBadge hold={hold} />}
						{target?.stale && <DataAge observedAt={target.seenAt} source={target.cluster} />}
					</>
				}
				actions={<Actions deployment={deployment} />}
			/>
			<DeploymentRail id={deployment.id} />
			<Outcome deployment={deployment} />
			<div className="mt-4 grid grid-cols-[minmax(0,1fr)_minmax(280px,360px)] items-start gap-4 max-lg:grid-cols-1">
				<div className="space-y-4">
					<StagesCard deployment={deployment} />
					<Card title={t("pods")} aside={<RolloutCounts deployment={deployment} />}>
						<PodCells progress={progress} finished={deployment.finishedAt !== null} />
					</Card>
					{deployment.smokeJob && <SmokeJobCard job={deployment.smokeJob} />}
					{deployment.startedAt && <VerdictCard deploymentId={deployment.id} ended={deployment.finishedAt !== null} />}
					<GateFindingsCard deploymentId={deployment.id} service={service.name} environment={environment.name} />
					<Card title={t("whatHappened")}>
						<EventSentences events={deployment.events} />
					</Card>
				</div>
				<Card title={t("facts")}>
					<RolloutFacts deployment={deployment} />
				</Card>
			</div>
		</>
	);
}

/** Always in the same place: what can be done about this rollout. */
function Actions({ deployment }: { deployment: DeploymentDetail }) {
	const t = useTranslations("deployments");
	const { id, status, service, environment, rolledBackById, kind } = deployment;
	if (rolledBackById) return <ButtonLink href={`/deployments/${rolledBackById}`}>{t("openRollback")}</ButtonLink>;
	if (status === "superseded" || kind === "rollback") return null;
	const running = ["requested", "applying", "rolling"].includes(status);
	return (
		<RollBackButton
			service={service.name}
			environment={environment}
			deploymentId={id}
			label={t(running ? "abort" : "rollBack")}
			look="danger"
		/>
	);
}
