"use client";

import { Play } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RunbookRow } from "#server/incidents/runbooks/schema.ts";
import type { ForIncident } from "./runbook-sheet.tsx";
import { RunbookStatus } from "./runbook-status.tsx";

const RunbookSheet = dynamic(() => import("./runbook-sheet.tsx").then((sheet) => sheet.RunbookSheet));

type Props = { service: string; items: readonly RunbookRow[]; incident?: ForIncident };

/** What can be done by a button, each with what it does and how it went last. */
export function RunbookList({ service, items, incident }: Props) {
	const [open, setOpen] = useState<string | null>(null);
	const chosen = items.find(({ id }) => id === open);
	return (
		<>
			<ul className="divide-y">
				{items.map((runbook) => (
					<Item key={runbook.id} runbook={runbook} onRun={() => setOpen(runbook.id)} />
				))}
			</ul>
			{chosen && <RunbookSheet {...{ service, incident }} runbook={chosen} onClose={() => setOpen(null)} />}
		</>
	);
}

function Item({ runbook, onRun }: { runbook: RunbookRow; onRun: () => void }) {
	const t = useTranslations("runbooks");
	const { title, description, problem, approval, latest, environments } = runbook;
	const mayRun = environments.some((environment) => environment.mayRun);
	return (
		<li className="flex items-start gap-3 px-3.5 py-2">
			<div className="min-w-0 flex-1">
				<p className="font-medium">{title}</p>
				<p className="text-muted text-xs">{description}</p>
				{problem && <p className="text-degraded text-xs">{t(`problem.${problem}`)}</p>}
				{approval && !problem && <p className="text-muted text-xs">{t("needsApproval")}</p>}
				{latest && (
					<Link
						href={`/runbook-runs/${latest.id}`}
						className="mt-0.5 inline-flex min-h-6 flex-wrap items-center gap-x-2 text-xs hover:underline"
					>
						<RunbookStatus run={latest} />
						<span className="text-muted">
							{t("latest", { environment: latest.environment.title })} · <Time value={latest.requestedAt} />
						</span>
					</Link>
				)}
				{!mayRun && !problem && <p className="text-faint text-xs">{t("mayNot")}</p>}
			</div>
			{mayRun && !problem && (
				<Button icon={<Play aria-hidden size={14} />} aria-label={t("runNamed", { title })} onClick={onRun}>
					{t("run")}
				</Button>
			)}
		</li>
	);
}
