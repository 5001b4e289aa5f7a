import { runbookRunQuery } from "#components/runbooks/queries.ts";
import { RunbookRunView } from "#components/runbooks/runbook-run-view.tsx";
import { Prefetch } from "../../../prefetch.tsx";

export default async function RunbookRunPage({ params }: { params: Promise<{ id: string }> }) {
	const { id } = await params;
	return (
		<Prefetch queries={[runbookRunQuery(id)]}>
			<RunbookRunView id={id} />
		</Prefetch>
	);
}
