import { MetricsView } from "#components/metrics/metrics-view.tsx";
import { placesQuery } from "#components/metrics/queries.ts";
import { Prefetch } from "../../prefetch.tsx";

export default function MetricsPage() {
	return (
		<Prefetch queries={[placesQuery()]}>
			<MetricsView />
		</Prefetch>
	);
}
