import { BoardScreen } from "#components/planning/board/board-screen.tsx";
import { boardQuery } from "#components/planning/queries.ts";
import { Prefetch } from "../../prefetch.tsx";

type Props = { searchParams: Promise<{ team?: string | string[]; sprint?: string | string[] }> };

export default async function PlanningPage({ searchParams }: Props) {
	const { team, sprint } = await searchParams;
	const queries = typeof team === "string" ? [boardQuery(team, typeof sprint === "string" ? sprint : null)] : [];
	return (
		<Prefetch queries={queries}>
			<BoardScreen />
		</Prefetch>
	);
}
