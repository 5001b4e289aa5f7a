import { onCallQuery } from "#components/on-call/queries.ts";
import { teamViewQuery } from "#components/planning/queries.ts";
import { TeamPage } from "#components/planning/team-page.tsx";
import { Prefetch } from "../../../prefetch.tsx";

export default async function TeamRoute({ params }: { params: Promise<{ name: string }> }) {
	const name = decodeURIComponent((await params).name);
	return (
		<Prefetch queries={[teamViewQuery(name), onCallQuery(name)]}>
			<TeamPage name={name} />
		</Prefetch>
	);
}
