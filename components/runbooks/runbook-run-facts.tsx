"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ActorName } from "#components/deployments/actor-name.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Time } from "#components/ui/time.tsx";
import type { RunbookRunDetail } from "#server/incidents/runbooks/schema.ts";

/** What was asked of whom, when, with what. */
export function RunbookRunFacts({ run }: { run: RunbookRunDetail }) {
	const t = useTranslations("runbooks");
	const { service, environment, incident, workflow, decidedBy } = run;
	const link = (href: string, children: ReactNode) => (
		<Link href={href} className="hover:underline">
			{children}
		</Link>
	);
	const facts = [
		{ label: t("field.service"), value: link(`/services/${service.name}`, service.title) },
		{ label: t("field.environment"), value: environment.title },
		{
			label: t("field.incident"),
			value: incident ? link(`/incidents/${incident.number}`, `#${incident.number}`) : t("nothing"),
		},
		{ label: t("field.reason"), value: run.reason },
		{
			label: t("field.asked"),
			value: (
				<>
					<ActorName actor={run.by} /> · <Time value={run.requestedAt} />
				</>
			),
		},
		...(decidedBy
			? [
					{
						label: t("field.decided"),
						value: (
							<>
								<ActorName actor={decidedBy} /> · <Time value={run.decidedAt} />
							</>
						),
					},
				]
			: []),
		...(run.decideReason ? [{ label: t("field.decideReason"), value: run.decideReason }] : []),
		{ label: t("field.began"), value: <Time value={run.startedAt} absolute /> },
		{ label: t("field.ended"), value: <Time value={run.finishedAt} absolute /> },
		{ label: t("field.workflow"), value: `${workflow.name} · ${workflow.repository}` },
		{ label: t("field.ref"), value: <span className="font-mono text-xs">{run.ref}</span> },
		{
			label: t("field.run"),
			value: run.run ? link(`/runs/${run.run.id}`, t("runNumber", { number: run.run.number })) : t("nothing"),
		},
		...Object.entries(run.inputs).map(([name, value]) => ({
			label: name,
			value: <span className="break-words">{value}</span>,
		})),
	];
	return <Facts facts={facts} />;
}
