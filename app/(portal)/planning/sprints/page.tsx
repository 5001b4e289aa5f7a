import { sprintsQuery } from "#components/planning/queries.ts";
import { SprintsList } from "#components/planning/sprints/sprints-list.tsx";
import { Prefetch } from "../../../prefetch.tsx";

export default async function SprintsPage({ searchParams }: { searchParams: Promise<{ team?: string | string[] }> }) {
	const { team } = await searchParams;
	return (
		<Prefetch queries={typeof team === "string" ? [sprintsQuery(team)] : []}>
			<SprintsList />
		</Prefetch>
	);
}
