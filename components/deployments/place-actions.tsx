"use client";

import { DeployButton } from "./deploy-button.tsx";
import { RollBackButton } from "./rollback/roll-back-button.tsx";

type Props = { service: string; environment: { name: string; title: string } };

/** Deploy and roll back, as a card of an environment offers them. */
export function PlaceActions({ service, environment }: Props) {
	return (
		<>
			<DeployButton service={service} environment={environment} />
			<RollBackButton service={service} environment={environment} look="quiet" />
		</>
	);
}
