"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Digest } from "#components/ui/digest.tsx";
import { formatDuration } from "#components/ui/duration.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Time } from "#components/ui/time.tsx";
import type { IncidentDetail } from "#server/incidents/schema.ts";

const nameOf = (who: { name?: string | undefined; login?: string | undefined; id: string } | null) =>
	who ? (who.name ?? who.login ?? who.id) : null;

/** Who, where, when, and what it led to. */
export function IncidentFacts({ incident }: { incident: IncidentDetail }) {
	const t = useTranslations("incidents");
	const byName = (by: NonNullable<Parameters<typeof nameOf>[0]>) =>
		t.has(`automation.${by.id}`) ? t(`automation.${by.id}`) : (nameOf(by) ?? "—");
	const { service, environment, team, item, startedAt, detectedAt, acknowledgedAt, resolvedAt } = incident;
	const facts = [
		{
			label: t("fact.service"),
			value: (
				<Link href={`/services/${service.name}`} className="hover:underline">
					{service.name}
				</Link>
			),
		},
		{ label: t("fact.environment"), value: environment.name },
		{ label: t("fact.team"), value: team?.title ?? t("noTeam") },
		{ label: t("fact.started"), value: <Time value={startedAt} absolute /> },
		{
			label: t("fact.detected"),
			value: t("after", { time: formatDuration(Date.parse(detectedAt) - Date.parse(startedAt)) }),
		},
		{
			label: t("fact.acknowledged"),
			value: acknowledgedAt
				? t("by", {
						name: nameOf(incident.acknowledgedBy) ?? "—",
						time: formatDuration(Date.parse(acknowledgedAt) - Date.parse(startedAt)),
					})
				: "—",
		},
		{ label: t("fact.resolved"), value: <Time value={resolvedAt} absolute /> },
		...(incident.flaps > 0 ? [{ label: t("fact.flaps"), value: t("flapped", { count: incident.flaps }) }] : []),
		{ label: t("fact.recurrences"), value: t("times", { count: incident.recurrences }) },
		{
			label: t("fact.item"),
			value: item ? (
				<Link href={`/items/${item.key}`} className="hover:underline">
					<span className="font-mono text-xs">{item.key}</span> {item.title}
				</Link>
			) : (
				t("noItem")
			),
		},
		...incident.holds.map((hold) => ({
			label: hold.liftedAt ? t("fact.wasHeld") : t("fact.held"),
			value: <Digest value={hold.digest} />,
		})),
		...incident.rollbacks.map((rollback) => ({
			label: t("fact.rollback"),
			value: (
				<Link href={`/deployments/${rollback.id}`} className="hover:underline">
					{t("rollbackBy", { name: byName(rollback.by) })} · <Time value={rollback.requestedAt} />
				</Link>
			),
		})),
	];
	return <Facts facts={facts} />;
}
