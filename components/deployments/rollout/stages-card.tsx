"use client";

import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import type { DeploymentDetail } from "#server/deployments/schema.ts";
import { PromoteButton } from "./promote-button.tsx";
import { StageAnalysis } from "./stage-analysis.tsx";
import { StageSteps } from "./stage-steps.tsx";

/** How far an Argo Rollout has come through its steps, and what lets it go on; nothing for kinds without steps. */
export function StagesCard({ deployment }: { deployment: DeploymentDetail }) {
	const t = useTranslations("stages");
	const { progress, status, service, environment } = deployment;
	const stages = progress?.stages;
	if (!stages) return null;
	const { strategy, weight, steps, pauses, analysis, aborted, stable, message, phase, promotedFull } = stages;
	const open = status === "rolling" && !aborted && !stable;
	const waits = open && pauses.some(({ reason }) => reason !== "CanaryPauseStep" || lastsForEver(stages));
	const where = { service: service.name, environment: environment.name };
	return (
		<Card
			title={`${t("title")} · ${t(`strategy.${strategy}`)}`}
			aside={weight !== null && <span className="text-muted text-sm tabular-nums">{t("weight", { weight })}</span>}
		>
			<div className="space-y-3">
				{weight !== null && <Bar weight={weight} />}
				{steps.length > 0 && <StageSteps stages={stages} ended={status !== "rolling"} />}
				{strategy === "blue-green" && !aborted && <p className="text-muted">{t(stable ? "promoted" : "preview")}</p>}
				{aborted && <p className="text-failing">{t("aborted")}</p>}
				{analysis && <StageAnalysis analysis={analysis} />}
				{waits && <p role="status">{t("waits")}</p>}
				{phase === "Degraded" && message && <p className="break-words font-mono text-muted text-xs">{message}</p>}
				{open && (
					<div className="flex flex-wrap gap-2">
						{pauses.length > 0 && <PromoteButton {...where} action="promote" />}
						{!promotedFull && <PromoteButton {...where} action="promote-full" />}
					</div>
				)}
			</div>
		</Card>
	);
}

type Stages = NonNullable<NonNullable<DeploymentDetail["progress"]>["stages"]>;

const lastsForEver = ({ steps, step }: Stages) => step !== null && steps[step]?.duration === null;

/** Drawn as the share of the whole; the words beside the title say the same. */
function Bar({ weight }: { weight: number }) {
	return (
		<div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-hover">
			<div
				className="h-full bg-accent transition-[width] duration-150 motion-reduce:transition-none"
				style={{ width: `${Math.min(100, weight)}%` }}
			/>
		</div>
	);
}
