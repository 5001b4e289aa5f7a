"use client";

import { SmokeCard } from "#components/deployments/smoke-card.tsx";
import { WaysCard } from "#components/deployments/ways-card.tsx";
import { GatesCard } from "#components/metrics/gates-card.tsx";

/** What is chosen for a service, environment by environment: how versions come, and what must hold afterwards. */
export function ServiceRules({ service }: { service: string }) {
	return (
		<div className="space-y-4">
			<WaysCard service={service} />
			<SmokeCard service={service} />
			<GatesCard service={service} />
		</div>
	);
}
