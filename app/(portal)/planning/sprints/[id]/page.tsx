import { itemsQuery, sprintQuery } from "#components/planning/queries.ts";
import { SprintView } from "#components/planning/sprints/sprint-view.tsx";
import { Prefetch } from "../../../../prefetch.tsx";

export default async function SprintPage({ params }: { params: Promise<{ id: string }> }) {
	const { id } = await params;
	return (
		<Prefetch queries={[sprintQuery(id), itemsQuery({ sprint: id })]}>
			<SprintView id={id} />
		</Prefetch>
	);
}
