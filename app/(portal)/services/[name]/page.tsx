import { activityQuery, serviceQuery } from "#components/catalog/queries.ts";
import { serviceTab } from "#components/catalog/service-tabs.ts";
import { ServiceView } from "#components/catalog/service-view.tsx";
import { workflowsQuery } from "#components/pipelines/queries.ts";
import { runbooksQuery } from "#components/runbooks/queries.ts";
import { Prefetch } from "../../../prefetch.tsx";

type Props = { params: Promise<{ name: string }>; searchParams: Promise<{ tab?: string | string[] }> };

export default async function ServicePage({ params, searchParams }: Props) {
	const name = decodeURIComponent((await params).name);
	const tab = serviceTab((await searchParams).tab);
	return (
		<Prefetch queries={[serviceQuery(name), activityQuery(name), workflowsQuery(name), runbooksQuery(name)]}>
			<ServiceView name={name} tab={tab} />
		</Prefetch>
	);
}
