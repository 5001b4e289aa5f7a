import { runArtifactsQuery } from "#components/artifacts/queries.ts";
import { threadQuery } from "#components/insights/queries.ts";
import { runQuery } from "#components/pipelines/queries.ts";
import { RunView } from "#components/pipelines/run-view.tsx";
import { Prefetch } from "../../../prefetch.tsx";

export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
	const { id } = await params;
	return (
		<Prefetch queries={[runQuery(id), runArtifactsQuery(id), threadQuery("run", id)]}>
			<RunView id={id} />
		</Prefetch>
	);
}
