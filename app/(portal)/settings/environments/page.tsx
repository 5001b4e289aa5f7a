import { environmentsQuery } from "#components/deployments/queries.ts";
import { EnvironmentsScreen } from "#components/settings/environments-screen.tsx";
import { Prefetch } from "../../../prefetch.tsx";

export default function EnvironmentsPage() {
	return (
		<Prefetch queries={[environmentsQuery()]}>
			<EnvironmentsScreen />
		</Prefetch>
	);
}
