import { Status } from "#components/ui/status.tsx";
import type { Place } from "#server/views/services/schema.ts";

/** A service in one environment, in a table cell: how it does and which version runs. */
export function PlaceStatus({ place }: { place: Place }) {
	return (
		<span
			className="inline-flex min-w-0 items-center gap-1"
			title={`${place.title}: ${place.version ?? place.digest ?? "—"}`}
		>
			<Status value={place.status} compact />
			<span className="truncate font-mono text-xs">{place.version ?? place.digest?.slice(7, 14)}</span>
		</span>
	);
}
