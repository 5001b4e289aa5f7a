import { BacklogView } from "#components/incidents/backlog/backlog-view.tsx";
import { Prefetch } from "../../prefetch.tsx";

export default function BacklogPage() {
	return (
		<Prefetch queries={[]}>
			<BacklogView />
		</Prefetch>
	);
}
