import { HomeView } from "#components/home/home-view.tsx";
import { homeQuery } from "#components/home/queries.ts";
import { Prefetch } from "../prefetch.tsx";

export default function HomePage() {
	return (
		<Prefetch queries={[homeQuery()]}>
			<HomeView />
		</Prefetch>
	);
}
