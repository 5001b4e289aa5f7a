"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Status, type StatusValue } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { GateFinding } from "#server/metrics/gates/schema.ts";
import { gateFindingsQuery } from "./queries.ts";
import { formatOfGate, useGateWords } from "./use-gate-words.ts";

type Props = { deploymentId: string; service: string; environment: string };

/** What the metric gates of a deployment measured while it was watched, with the PromQL behind each. */
export function GateFindingsCard({ deploymentId, ...place }: Props) {
	const t = useTranslations("gates");
	const { data } = useQuery(gateFindingsQuery(deploymentId));
	if (!data?.findings) return null;
	const { at, items } = data.findings;
	return (
		<Card
			title={t("found.title")}
			aside={
				<span className="text-muted text-xs">
					<Time value={at} />
				</span>
			}
		>
			<ul className="divide-y">
				{items.map((finding) => (
					<Finding key={JSON.stringify(finding.gate)} finding={finding} />
				))}
			</ul>
			<p className="pt-2 text-sm">
				<Link href={`/metrics?${new URLSearchParams(place)}`} className="text-accent hover:underline">
					{t("found.charts")}
				</Link>
			</p>
		</Card>
	);
}

const faces: Record<GateFinding["state"], StatusValue> = { pass: "healthy", fail: "failing", waiting: "waiting" };

function Finding({ finding }: { finding: GateFinding }) {
	const t = useTranslations("gates");
	const locale = useLocale();
	const say = useGateWords();
	const { gate, state, reason, value, limit, query, problem } = finding;
	const measured = { value: formatOfGate(gate, value, locale), limit: formatOfGate(gate, limit, locale) };
	return (
		<li className="py-2">
			<div className="flex flex-wrap items-baseline justify-between gap-x-3">
				<span className="min-w-0 break-words">{say(gate)}</span>
				<Status value={faces[state]} label={t(`found.state.${state}`)} />
			</div>
			<p className="text-muted text-sm">{t(`found.reason.${reason}`, measured)}</p>
			{problem && <p className="break-words font-mono text-failing text-xs">{problem}</p>}
			{query && (
				<p className="flex items-start gap-1 text-muted">
					<code className="min-w-0 break-all pt-1 font-mono text-xs">{query}</code>
					<CopyButton text={query} label={t("found.copy")} />
				</p>
			)}
		</li>
	);
}
