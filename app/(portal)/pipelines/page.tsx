import { runsQuery } from "#components/pipelines/queries.ts";
import { RunList } from "#components/pipelines/run-list.tsx";
import { Prefetch } from "../../prefetch.tsx";

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function PipelinesPage({ searchParams }: { searchParams: Search }) {
	const search = await searchParams;
	const one = (name: string) => (typeof search[name] === "string" ? search[name] : "");
	const filters = {
		outcome: one("outcome"),
		event: one("event"),
		team: one("team"),
		service: one("service"),
		q: one("q"),
	};
	return (
		<Prefetch queries={[runsQuery(filters)]}>
			<RunList />
		</Prefetch>
	);
}
