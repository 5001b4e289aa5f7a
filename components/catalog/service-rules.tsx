"use client";

import { ReadinessCard } from "#components/deployments/readiness/readiness-card.tsx";
import { SmokeCard } from "#components/deployments/smoke/smoke-card.tsx";
import { WaysCard } from "#components/deployments/ways/ways-card.tsx";
import { GatesCard } from "#components/metrics/gates-card.tsx";
import { RunbookRulesCard } from "#components/runbooks/runbook-rules-card.tsx";
import { AlertScalingCard } from "#components/workloads/alert-scaling-card.tsx";
import { PreviewRuleCard } from "#components/workloads/previews/preview-rule-card.tsx";

/** What must hold for a service, and what is chosen, environment by environment: how versions come, what must hold afterwards, what may happen by itself. */
export function ServiceRules({ service }: { service: string }) {
	return (
		<div className="space-y-4">
			<ReadinessCard service={service} />
			<WaysCard service={service} />
			<SmokeCard service={service} />
			<GatesCard service={service} />
			<AlertScalingCard service={service} />
			<PreviewRuleCard service={service} />
			<RunbookRulesCard service={service} />
		</div>
	);
}
