"use client";

import { useTranslations } from "next-intl";
import type { DeploymentDetail } from "#server/deployments/schema.ts";
import { RolloutClock } from "./rollout-clock.tsx";

const names = ["desired", "updated", "ready", "available"] as const;

/** How many pods of how many, and the time against the deadline. */
export function RolloutCounts({ deployment }: { deployment: DeploymentDetail }) {
	const t = useTranslations("deployments");
	const { progress } = deployment;
	return (
		<div className="flex flex-wrap items-baseline gap-x-4 text-sm">
			{progress &&
				names.map((name) => (
					<span key={name} className="whitespace-nowrap text-muted">
						{t(`count.${name}`)} <span className="font-semibold text-text tabular-nums">{progress[name]}</span>
					</span>
				))}
			<RolloutClock deployment={deployment} />
		</div>
	);
}
