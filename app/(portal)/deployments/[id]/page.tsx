import { notFound } from "next/navigation";
import { deploymentQuery } from "#components/deployments/queries.ts";
import { RolloutView } from "#components/deployments/rollout/rollout-view.tsx";
import { threadQuery } from "#components/insights/queries.ts";
import { verdictQuery } from "#components/metrics/queries.ts";
import { Prefetch } from "../../../prefetch.tsx";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export default async function DeploymentPage({ params }: { params: Promise<{ id: string }> }) {
	const { id } = await params;
	if (!uuid.test(id)) notFound();
	return (
		<Prefetch queries={[deploymentQuery(id), threadQuery("deployment", id), verdictQuery(id)]}>
			<RolloutView id={id} />
		</Prefetch>
	);
}
