"use client";

import { Undo2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/api/use-act.ts";
import { useMay } from "#components/planning/use-may.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { formatDuration } from "#components/ui/duration.tsx";
import { Time } from "#components/ui/time.tsx";
import type { IncidentDetail } from "#server/incidents/schema.ts";
import { judge } from "./queries.ts";
import { RollBackDialog } from "./roll-back-dialog.tsx";

type Suspect = NonNullable<IncidentDetail["suspect"]>;
const tones = { suggested: "warning", confirmed: "bad", cleared: "plain" } as const;

/** The change that probably caused it: what, by whom, why it is suspected, and what can be done about it. */
export function SuspectCard({ incident }: { incident: IncidentDetail }) {
	const t = useTranslations("incidents");
	const { suspect } = incident;
	if (!suspect)
		return (
			<Card title={t("suspect")}>
				<p className="text-muted">{t("noSuspect")}</p>
			</Card>
		);
	return (
		<Card title={t("suspect")} aside={<Badge tone={tones[suspect.state]}>{t(`suspectState.${suspect.state}`)}</Badge>}>
			<What suspect={suspect} />
			<ul className="mt-1.5 list-disc space-y-0.5 pl-4 text-muted">
				{suspect.reasons.map(({ code, params }) => (
					<li key={code}>
						{t.has(`reason.${code}`)
							? t(`reason.${code}`, { ...params, time: formatDuration(Number(params.seconds ?? 0) * 1_000) })
							: code}
					</li>
				))}
			</ul>
			<Acts incident={incident} suspect={suspect} />
		</Card>
	);
}

function What({ suspect }: { suspect: Suspect }) {
	const t = useTranslations("incidents");
	return (
		<p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
			<Link href={`/deployments/${suspect.deploymentId}`} className="font-medium hover:underline">
				{t(`change.${suspect.kind}`, { version: suspect.version ?? suspect.digest?.slice(7, 19) ?? "?" })}
			</Link>
			{suspect.digest && <Digest value={suspect.digest} />}
			<span className="text-muted">
				{suspect.by.name ?? suspect.by.login ?? suspect.by.id} · <Time value={suspect.requestedAt} />
			</span>
			<span className="text-muted">
				{t("score", { score: Math.round(suspect.score * 100) })}
				{t.has(`deploymentStatus.${suspect.status}`) && ` · ${t(`deploymentStatus.${suspect.status}`)}`}
			</span>
		</p>
	);
}

function Acts({ incident, suspect }: { incident: IncidentDetail; suspect: Suspect }) {
	const t = useTranslations("incidents");
	const may = useMay(incident.team?.name ?? null);
	const [asking, setAsking] = useState(false);
	const decide = useAct({
		act: (decision: "confirmed" | "cleared") => judge({ id: incident.id, decision }),
		done: t("judged"),
	});
	return (
		<div className="mt-3 flex flex-wrap items-center gap-2">
			{suspect.rolledBackBy ? (
				<ButtonLink href={`/deployments/${suspect.rolledBackBy}`} icon={<Undo2 aria-hidden size={14} />}>
					{t("openRollback")}
				</ButtonLink>
			) : (
				may.edit && (
					<Button look="danger" icon={<Undo2 aria-hidden size={14} />} onClick={() => setAsking(true)}>
						{t("rollBack")}
					</Button>
				)
			)}
			{may.edit && suspect.state !== "confirmed" && (
				<Button busy={decide.isPending} onClick={() => decide.mutate("confirmed")}>
					{t("confirm")}
				</Button>
			)}
			{may.edit && suspect.state !== "cleared" && (
				<Button look="quiet" busy={decide.isPending} onClick={() => decide.mutate("cleared")}>
					{t("clear")}
				</Button>
			)}
			<RollBackDialog incident={incident} open={asking} onOpenChange={setAsking} />
		</div>
	);
}
