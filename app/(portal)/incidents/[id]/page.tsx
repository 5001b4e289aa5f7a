import { IncidentView } from "#components/incidents/incident-view.tsx";
import { incidentQuery } from "#components/incidents/queries.ts";
import { threadQuery } from "#components/insights/queries.ts";
import { Prefetch } from "../../../prefetch.tsx";

export default async function IncidentPage({ params }: { params: Promise<{ id: string }> }) {
	const { id } = await params;
	return (
		<Prefetch queries={[incidentQuery(id), threadQuery("incident", id)]}>
			<IncidentView id={id} />
		</Prefetch>
	);
}
