import { DeploymentList } from "#components/deployments/deployment-list.tsx";
import {
	deploymentFilters,
	deploymentsQuery,
	environmentsQuery,
	placesQuery,
} from "#components/deployments/queries.ts";
import { Prefetch } from "../../prefetch.tsx";

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function DeploymentsPage({ searchParams }: { searchParams: Search }) {
	const search = await searchParams;
	const text = (name: string) => (typeof search[name] === "string" ? search[name] : "");
	const filters = Object.fromEntries(deploymentFilters.map((name) => [name, text(name)]));
	const asked = text("tab");
	const tab = asked === "grid" || asked === "previews" ? asked : "history";
	return (
		<Prefetch queries={[environmentsQuery(), placesQuery(), ...(tab === "history" ? [deploymentsQuery(filters)] : [])]}>
			<DeploymentList tab={tab} />
		</Prefetch>
	);
}
