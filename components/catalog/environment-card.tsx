"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ReadinessFact } from "#components/deployments/readiness/readiness-fact.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { DataAge } from "#components/ui/data-age.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RunningPlace } from "#server/views/services/schema.ts";
import { BudgetLeft } from "./budget-left.tsx";

type Props = {
	service: string;
	place: RunningPlace;
	/** Deploy and roll back. */
	actions?: ReactNode;
	/** Rate, errors and duration of the last minutes. */
	signals?: ReactNode;
};

/** What runs of a service in one environment: version, since when, how it does, how many. */
export function EnvironmentCard({ service, place, actions, signals }: Props) {
	const t = useTranslations("catalog");
	const readiness = useTranslations("readiness");
	const { digest, version, commit, since } = place;
	const href = `/metrics?${new URLSearchParams({ service, environment: place.environment })}`;
	const facts = [
		{
			label: t("fact.version"),
			value: digest ? (
				<span className="flex flex-wrap items-baseline gap-x-2">
					<Link href={`/artifacts/${digest}`} className="font-medium hover:underline">
						{version ?? t("unnamedVersion")}
					</Link>
					<Digest value={digest} />
					{place.behind && <Badge>{t("behind")}</Badge>}
				</span>
			) : (
				<span className="text-muted">{t("mixedOrUnknown")}</span>
			),
		},
		{
			label: t("fact.commit"),
			value: commit ? (
				<span className="block truncate" title={commit.title}>
					<Link href={`/thread/commit/${commit.sha}`} className="font-mono text-xs hover:underline">
						{commit.sha.slice(0, 7)}
					</Link>{" "}
					<span className="text-muted">{commit.title}</span>
				</span>
			) : (
				"—"
			),
		},
		{ label: t("fact.since"), value: <Time value={since} /> },
		{ label: t("fact.replicas"), value: t("ready", { ready: place.ready, desired: place.desired }) },
		{
			label: t("fact.autoRollback"),
			value: t.has(`autoRollback.${place.autoRollback}`) ? t(`autoRollback.${place.autoRollback}`) : place.autoRollback,
		},
	];
	facts.push({
		label: readiness("short"),
		value: <ReadinessFact service={service} environment={place.environment} />,
	});
	if (place.budget) facts.push({ label: t("fact.budget"), value: <BudgetLeft {...{ ...place.budget, href }} /> });
	return (
		<Card title={place.title} aside={<Status value={place.status} />}>
			<Facts facts={facts} />
			{signals}
			<div className="mt-2 flex flex-wrap items-center gap-2 empty:hidden">
				{actions}
				<DataAge observedAt={place.observedAt} freshForSeconds={120} />
			</div>
		</Card>
	);
}
