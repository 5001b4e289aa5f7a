import { IncidentList } from "#components/incidents/incident-list.tsx";
import { incidentFilters, incidentsQuery } from "#components/incidents/queries.ts";
import { Prefetch } from "../../prefetch.tsx";

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function IncidentsPage({ searchParams }: { searchParams: Search }) {
	const search = await searchParams;
	const filters = Object.fromEntries(
		incidentFilters.map((name) => [name, typeof search[name] === "string" ? search[name] : ""]),
	);
	return (
		<Prefetch queries={[incidentsQuery(filters)]}>
			<IncidentList />
		</Prefetch>
	);
}
