"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataAge } from "#components/ui/data-age.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Place } from "#server/deployments/schema.ts";
import { DeploymentStatus } from "./deployment-status.tsx";

/** A cell of the grid: state, version, since when; the rollout that is under way. */
export function PlaceCell({ place }: { place: Place | undefined }) {
	const t = useTranslations("deployments");
	if (!place) return <span className="text-faint">—</span>;
	const { status, version, runningDigest, ready, desired, active, stale, held } = place;
	return (
		<div className="flex flex-col gap-0.5 whitespace-nowrap">
			<div className="flex items-center gap-2">
				<Status value={held && status === "healthy" ? "held" : status} compact />
				<span className="font-medium">{version ?? (runningDigest ? "" : t(ready === 0 ? "noneReady" : "mixed"))}</span>
				{runningDigest && <Digest value={runningDigest} length={7} />}
				<span className="text-muted text-xs">
					{ready}/{desired}
				</span>
			</div>
			{active ? (
				<Link href={`/deployments/${active.id}`} className="text-xs hover:underline">
					<DeploymentStatus value={active.status} />
				</Link>
			) : (
				<span className="text-muted text-xs">
					<Time value={place.runningSince} />
				</span>
			)}
			{stale && <DataAge observedAt={place.targets[0]?.seenAt} source={place.targets[0]?.cluster ?? ""} />}
		</div>
	);
}
