"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Status } from "#components/ui/status.tsx";
import type { PlaceReadiness } from "#server/deployments/readiness/schema.ts";
import { readinessQuery } from "../queries.ts";

/** How many rules of readiness hold in an environment; opens what to do about the others. */
export function ReadinessFact({ service, environment }: { service: string; environment: string }) {
	const t = useTranslations("readiness");
	const { data } = useQuery(readinessQuery(service));
	const place = data?.items.find((one) => one.environment.name === environment);
	if (!place) return <span className="text-faint">—</span>;
	return (
		<Link href={`/services/${encodeURIComponent(service)}?tab=rules`} className="hover:underline">
			<Status value={statusOf(place)} label={t("score", { passed: place.passed, of: place.of })} />
		</Link>
	);
}

function statusOf({ passed, of, rules }: PlaceReadiness) {
	if (passed === of) return "healthy";
	return rules.some(({ state }) => state === "fail") ? "degraded" : "unknown";
}
