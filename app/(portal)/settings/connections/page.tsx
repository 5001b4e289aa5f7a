import { ConnectionsScreen } from "#components/connections/connections-screen.tsx";
import { connectionsQuery } from "#components/connections/queries.ts";
import { Prefetch } from "../../../prefetch.tsx";

export default function ConnectionsPage() {
	return (
		<Prefetch queries={[connectionsQuery()]}>
			<ConnectionsScreen />
		</Prefetch>
	);
}
