"use client";

import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "#components/api/query.ts";
import { Rail } from "#components/loop/rail.tsx";
import type { Thread } from "#server/insights/schema.ts";

/** The thread of this deployment as the rail draws it. */
export function DeploymentRail({ id }: { id: string }) {
	const { data } = useQuery(apiQuery<Thread>(`/threads/deployment/${id}`, ["threads", `deployment:${id}`]));
	return <Rail stations={data?.stations} />;
}
