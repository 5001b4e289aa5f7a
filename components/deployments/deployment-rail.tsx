"use client";

import { useQuery } from "@tanstack/react-query";
import { threadQuery } from "#components/insights/queries.ts";
import { Rail } from "#components/loop/rail.tsx";

/** The thread of this deployment as the rail draws it. */
export function DeploymentRail({ id }: { id: string }) {
	const { data } = useQuery(threadQuery("deployment", id));
	return <Rail stations={data?.stations} />;
}
