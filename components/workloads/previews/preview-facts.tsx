"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Digest } from "#components/ui/digest.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Key } from "#components/ui/key.tsx";
import { Time } from "#components/ui/time.tsx";
import type { PreviewDetail } from "#server/workloads/previews/schema.ts";

/** What runs, where, on whose template, until when. */
export function PreviewFacts({ preview }: { preview: PreviewDetail }) {
	const t = useTranslations("previews");
	const { digest, commitSha, pull, team, environment, cluster, namespace, name, endReason } = preview;
	const facts = [
		{ label: t("fact.version"), value: digest ? <Digest value={digest} /> : "—" },
		{
			label: t("fact.commit"),
			value: commitSha ? (
				<Link href={`/commits/${commitSha}`} className="font-mono text-accent hover:underline">
					{commitSha.slice(0, 7)}
				</Link>
			) : (
				"—"
			),
		},
		{ label: t("fact.branch"), value: <span className="break-words font-mono text-xs">{pull.headRef}</span> },
		{ label: t("fact.team"), value: team?.title ?? "—" },
		{ label: t("fact.copiedFrom"), value: environment },
		...(cluster ? [{ label: t("fact.cluster"), value: cluster }] : []),
		{ label: t("fact.workload"), value: <Key copyable>{`${namespace}/${name}`}</Key> },
		{ label: t("fact.requested"), value: <Time value={preview.requestedAt} /> },
		{ label: t("fact.readyAt"), value: <Time value={preview.readyAt} /> },
		preview.endedAt
			? { label: t("fact.ended"), value: <Time value={preview.endedAt} /> }
			: { label: t("fact.ends"), value: <Time value={preview.endsAt} /> },
		...(endReason ? [{ label: t("fact.because"), value: t(`endReason.${endReason}`) }] : []),
	];
	return <Facts facts={facts} />;
}
