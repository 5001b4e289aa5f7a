"use client";

import { Repeat2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { formatDuration } from "#components/ui/duration.tsx";
import { Sparkline } from "#components/ui/sparkline.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Arrival } from "#server/incidents/schema.ts";
import { IncidentStatus } from "../incident-marks.tsx";
import { SuspectBrief } from "../suspect-brief.tsx";
import { useIncidentWords } from "../use-incident-words.ts";
import type { Act } from "./triage-act.ts";

type Props = { arrival: Arrival; onAct: (act: Act) => void };
const acts = ["accept", "merge", "snooze", "decline"] as const;

/** An arrival: what broke, how often, how long, since when, what is suspected, and its graph. */
export function ArrivalRow({ arrival, onAct }: Props) {
	const t = useTranslations("backlog");
	const { item, incident } = arrival;
	return (
		<li
			data-row
			tabIndex={-1}
			className="group grid grid-cols-[minmax(0,1fr)_128px_auto] items-center gap-x-4 gap-y-1.5 border-b px-3.5 py-2.5 outline-none last:border-b-0 hover:bg-hover focus:bg-selected max-lg:grid-cols-[minmax(0,1fr)_96px] max-md:grid-cols-1"
		>
			<div className="min-w-0">
				<p className="flex min-w-0 items-baseline gap-2">
					<Link href={`/items/${item.key}`} className="shrink-0 font-mono text-xs hover:underline">
						{item.key}
					</Link>
					<Link href={`/items/${item.key}`} className="min-w-0 truncate font-medium hover:underline">
						{item.title}
					</Link>
					{item.triage !== "pending" && <Badge>{t(`state.${item.triage}`)}</Badge>}
				</p>
				<Facts arrival={arrival} />
				{item.triageReason && <p className="truncate text-muted text-xs">{item.triageReason}</p>}
			</div>
			<Link href={incident ? `/incidents/${incident.number}` : `/items/${item.key}`} className="max-md:hidden">
				<Thumbnail arrival={arrival} />
			</Link>
			<div className="flex flex-wrap gap-1 max-lg:col-span-full">
				{acts.map((act) => (
					<Button key={act} size="sm" look={act === "accept" ? "secondary" : "quiet"} onClick={() => onAct(act)}>
						{t(`act.${act}`)}
					</Button>
				))}
			</div>
		</li>
	);
}

function Facts({ arrival }: { arrival: Arrival }) {
	const t = useTranslations("backlog");
	const words = useIncidentWords();
	const { service, environment, cause, recurrences, troubleSeconds, item, incident } = arrival;
	return (
		<p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-muted text-xs">
			{incident && <IncidentStatus status={incident.status} />}
			<span>
				{service} · {environment.name} · {words.cause(cause)}
			</span>
			<span className="inline-flex items-center gap-1" title={t("recurrencesTitle")}>
				<Repeat2 aria-hidden size={12} />
				{t("recurrences", { count: recurrences })}
			</span>
			<span>{t("trouble", { time: formatDuration(troubleSeconds * 1_000) })}</span>
			<span>
				{t("age")} <Time value={item.createdAt} />
			</span>
			{incident?.suspect && (
				<span>
					{t("suspect")} <SuspectBrief suspect={incident.suspect} />
				</span>
			)}
			{item.snoozedUntil && item.triage === "snoozed" && (
				<span>
					{t("until")} <Time value={item.snoozedUntil} />
				</span>
			)}
			{item.sprint && <span>{item.sprint}</span>}
		</p>
	);
}

function Thumbnail({ arrival }: { arrival: Arrival }) {
	const t = useTranslations("backlog");
	const { thumbnail } = arrival;
	const name = thumbnail && t.has(`graph.${thumbnail.name}`) ? t(`graph.${thumbnail.name}`) : (thumbnail?.name ?? "");
	return (
		<span className="block text-faint text-xs">
			<Sparkline
				values={thumbnail?.values ?? []}
				label={thumbnail ? t("graphOf", { name }) : t("noGraph")}
				color="var(--series-4)"
				width={128}
				height={26}
			/>
			{thumbnail ? name : t("noGraph")}
		</span>
	);
}
