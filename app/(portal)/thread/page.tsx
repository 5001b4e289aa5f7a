import { threadsQuery } from "#components/insights/queries.ts";
import { ThreadList } from "#components/insights/thread-list.tsx";
import { Prefetch } from "../../prefetch.tsx";

export default async function ThreadsPage({ searchParams }: { searchParams: Promise<{ q?: string }> }) {
	const { q } = await searchParams;
	return (
		<Prefetch queries={[threadsQuery(typeof q === "string" ? q : "")]}>
			<ThreadList />
		</Prefetch>
	);
}
