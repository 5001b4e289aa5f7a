import { notFound } from "next/navigation";
import { threadQuery } from "#components/insights/queries.ts";
import { ThreadView } from "#components/insights/thread-view.tsx";
import { nodeKindSchema } from "#server/insights/schema.ts";
import { Prefetch } from "../../../../prefetch.tsx";

export default async function ThreadPage({ params }: { params: Promise<{ kind: string; id: string }> }) {
	const { kind: kindText, id: idText } = await params;
	const kind = nodeKindSchema.safeParse(kindText);
	if (!kind.success) notFound();
	const id = decodeURIComponent(idText);
	return (
		<Prefetch queries={[threadQuery(kind.data, id)]}>
			<ThreadView kind={kind.data} id={id} />
		</Prefetch>
	);
}
