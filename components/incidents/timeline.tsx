"use client";

import { clsx } from "clsx";
import {
	Bell,
	BellOff,
	CircleCheck,
	Hand,
	Lock,
	type LucideIcon,
	MessageSquare,
	Rocket,
	ScrollText,
	Siren,
	SquareKanban,
	Undo2,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMay } from "#components/planning/use-may.ts";
import { OutputOfRun } from "#components/runbooks/output-of-run.tsx";
import { Card } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import type { IncidentDetail, TimelineEntry } from "#server/incidents/schema.ts";
import { CommentForm } from "./comment-form.tsx";
import { type FoldedEntry, foldEntries } from "./fold-entries.ts";
import { useIncidentWords } from "./use-incident-words.ts";

const icons: Record<string, { icon: LucideIcon; color: string }> = {
	"alert.fired": { icon: Bell, color: "text-failing" },
	"alert.resolved": { icon: BellOff, color: "text-healthy" },
	"incident.opened": { icon: Siren, color: "text-failing" },
	"incident.acknowledged": { icon: Hand, color: "text-progressing" },
	"incident.commented": { icon: MessageSquare, color: "text-muted" },
	"incident.resolved": { icon: CircleCheck, color: "text-healthy" },
	"deployment.failed": { icon: Rocket, color: "text-failing" },
	"deployment.rolled-back": { icon: Undo2, color: "text-held" },
	"version.held": { icon: Lock, color: "text-held" },
};
const endOfRunbook: Record<string, string> = { succeeded: "text-healthy", failed: "text-failing" };
const ofKind: Record<string, LucideIcon> = {
	...{ deployment: Rocket, item: SquareKanban, incident: Siren, alert: Bell, "runbook-run": ScrollText },
};

/** All that happened, in order of time, from half an hour before: alerts, deployments, rollbacks, holds, people's words. */
export function Timeline({ incident }: { incident: IncidentDetail }) {
	const t = useTranslations("incidents");
	const may = useMay(incident.team?.name ?? null);
	const entries = foldEntries(incident.timeline);
	return (
		<Card title={t("timeline")}>
			{entries.length === 0 && <p className="text-muted">{t("noTimeline")}</p>}
			<ol className="relative space-y-2.5">
				{entries.map((entry) => (
					<Entry key={entry.id} entry={entry} />
				))}
			</ol>
			{may.edit && <CommentForm incidentId={incident.id} />}
		</Card>
	);
}

function Entry({ entry }: { entry: FoldedEntry }) {
	const { icon: Icon, color } = icons[entry.type] ?? {
		icon: ofKind[entry.subject.kind] ?? Siren,
		color: colorOf(entry),
	};
	const sentence = useSentence(entry);
	const said = entry.subject.kind === "runbook-run" ? entry.data.reason : entry.data.text;
	const text = typeof said === "string" ? said : null;
	return (
		<li className="flex gap-2.5">
			<Icon aria-hidden size={14} className={clsx("mt-[3px] shrink-0", color)} />
			<div className="min-w-0 flex-1">
				<p>
					{entry.href ? (
						<Link href={entry.href} className="hover:underline">
							{sentence}
						</Link>
					) : (
						sentence
					)}
					<Who who={entry.who} />
				</p>
				{text && <p className="mt-0.5 whitespace-pre-wrap border-l-2 pl-2 text-muted">{text}</p>}
				{entry.type === "runbook.finished" && typeof entry.data.conclusion === "string" && (
					<OutputOfRun id={entry.subject.id} />
				)}
			</div>
			<Time value={entry.at} className="whitespace-nowrap text-faint text-xs" />
		</li>
	);
}

const colorOf = ({ type, data }: FoldedEntry) =>
	(type === "runbook.finished" && endOfRunbook[String(data.status)]) || "text-muted";

function Who({ who }: { who: TimelineEntry["who"] }) {
	const t = useTranslations("incidents");
	const name = who.name ?? who.login;
	if (name) return <span className="text-muted"> · {name}</span>;
	return t.has(`automation.${who.id}`) ? <span className="text-muted"> · {t(`automation.${who.id}`)}</span> : null;
}

/** The sentence of an event in the reader's language; a type without one shows its own name. */
function useSentence({ type, data, count }: FoldedEntry): string {
	const t = useTranslations("incidents");
	const words = useIncidentWords();
	const text = (name: string) => {
		const value = data[name];
		return typeof value === "string" || typeof value === "number" ? String(value) : "";
	};
	const key = keyOf(type, data);
	if (!t.has(`event.${key}`)) return type;
	return t(`event.${key}`, {
		count,
		name: text("name"),
		title: text("title"),
		number: text("number"),
		key: text("key"),
		environment: text("environment"),
		state: text("state"),
		cause: words.cause(text("code") || text("cause")),
		digest: text("digest").replace("sha256:", "").slice(0, 12),
	});
}

function keyOf(type: string, data: TimelineEntry["data"]): string {
	if (type === "incident.changed" && typeof data.change === "string") return `incident.${data.change}`;
	if (type === "runbook.finished" && data.conclusion === "cancelled") return "runbook.cancelled";
	if (type === "runbook.finished") return data.status === "succeeded" ? "runbook.succeeded" : "runbook.failed";
	if (type === "item.changed" && data.recurred === true) return "item.recurred";
	if (type.startsWith("deployment.") && data.kind === "rollback") return type.replace("deployment.", "rollback.");
	return type;
}
