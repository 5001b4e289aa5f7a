import { CommitView } from "#components/planning/commit-view.tsx";
import { commitQuery } from "#components/planning/queries.ts";
import { Prefetch } from "../../../prefetch.tsx";

export default async function CommitPage({ params }: { params: Promise<{ sha: string }> }) {
	const { sha } = await params;
	return (
		<Prefetch queries={[commitQuery(sha)]}>
			<CommitView sha={sha} />
		</Prefetch>
	);
}
