import { wallsQuery } from "#components/settings/queries.ts";
import { WallsScreen } from "#components/settings/walls-screen.tsx";
import { Prefetch } from "../../../prefetch.tsx";

export default function WallsPage() {
	return (
		<Prefetch queries={[wallsQuery()]}>
			<WallsScreen />
		</Prefetch>
	);
}
