"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { NodeState } from "#components/insights/node-state.tsx";
import { Status } from "#components/ui/status.tsx";
import type { Home } from "#server/views/home/schema.ts";
import { Need, Needs } from "./need.tsx";

const short = (digest: string) => digest.replace("sha256:", "").slice(0, 12);

/** Incidents, rollouts, failed runs, approvals, held versions and arrivals, in this order. */
export function Urgent({ home }: { home: Home }) {
	const t = useTranslations("home");
	const { incidents, rollouts, runs, approvals, holds, arrivals } = home;
	return (
		<>
			<Needs title={t("incidents")} count={incidents.length}>
				{incidents.map(({ id, number, service, environment, severity, status, startedAt }) => (
					<Need
						key={id}
						href={`/incidents/${id}`}
						state={<NodeState kind="incident" state={status} />}
						what={t("incident", { number, service, environment })}
						about={t.has(`severity.${severity}`) ? t(`severity.${severity}`) : severity}
						at={startedAt}
					/>
				))}
			</Needs>
			<Needs title={t("rollouts")} count={rollouts.length}>
				{rollouts.map(({ id, service, environment, kind, status, ready, desired, at }) => (
					<Need
						key={id}
						href={`/deployments/${id}`}
						state={<NodeState kind="deployment" state={status} />}
						what={t(kind === "rollback" ? "rollback" : "rollout", { service, environment })}
						about={ready !== null && desired !== null && t("ready", { ready, desired })}
						at={at}
					/>
				))}
			</Needs>
			<Needs title={t("runs")} count={runs.length}>
				{runs.map(({ id, name, number, repository, branch, title, conclusion, at }) => (
					<Need
						key={id}
						href={`/runs/${id}`}
						state={<NodeState kind="run" state={conclusion} />}
						what={title ?? `${name} #${number}`}
						about={`${repository}${branch ? ` · ${branch}` : ""}`}
						at={at}
					/>
				))}
			</Needs>
			<Needs title={t("approvals")} count={approvals.length}>
				{approvals.map(({ id, kind, service, environment, what, by, href, at }) => (
					<Need
						key={id}
						href={href}
						state={<Status compact value="waiting" />}
						what={t(`approval.${kind}`, { what, service, environment })}
						about={by}
						at={at}
					/>
				))}
			</Needs>
			<Needs title={t("holds")} count={holds.length}>
				{holds.map(({ id, service, digest, incident, at }) => (
					<Need
						key={id}
						href={incident ? `/incidents/${incident.id}` : `/artifacts/${encodeURIComponent(digest)}`}
						state={<Status compact value="held" />}
						what={t("hold", { service, digest: short(digest) })}
						about={incident && t("becauseOf", { number: incident.number })}
						at={at}
					/>
				))}
			</Needs>
			{arrivals > 0 && (
				<p className="rounded-lg border bg-surface px-3.5 py-2.5">
					<Link href="/backlog" className="hover:underline">
						{t("arrivals", { count: arrivals })}
					</Link>
				</p>
			)}
		</>
	);
}
