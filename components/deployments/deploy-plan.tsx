"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Time } from "#components/ui/time.tsx";
import type { DeploymentPlan } from "#server/deployments/schema.ts";
import { CommitLines } from "./commit-lines.tsx";
import { GateLines } from "./gate-lines.tsx";
import { VersionName } from "./version-name.tsx";

type Props = { plan: DeploymentPlan; overriding?: ComponentProps<typeof GateLines>["overriding"] };

/** From and to, the commits and items between, the last incident, every gate. */
export function DeployPlan({ plan, overriding }: Props) {
	const t = useTranslations("deployments");
	const ways = useTranslations("ways");
	const { from, to, direction, commits, items, lastIncident, autoRollback, way } = plan;
	return (
		<div className="space-y-5 pt-1">
			<div className="grid grid-cols-[1fr_auto_1fr] items-center gap-3 rounded-lg border p-3">
				<Side label={t("runsNow")} at={from.since}>
					<VersionName version={from.version} digest={from.digest} image={from.image} />
				</Side>
				<ArrowRight aria-hidden size={18} className="text-muted" />
				<Side label={t("comes")} at={to.createdAt}>
					<VersionName version={to.version} digest={to.digest} />
				</Side>
			</div>
			<Part title={t("commitsTitle", { count: commits.length, direction })}>
				{direction === "back" && <Badge tone="warning">{t("goesBack")}</Badge>}
				{commits.length > 0 ? (
					<CommitLines commits={commits} />
				) : (
					<p className="text-muted">{t(`noCommits.${direction}`)}</p>
				)}
			</Part>
			{items.length > 0 && (
				<Part title={t("itemsTitle", { count: items.length })}>
					<ul className="space-y-1">
						{items.map(({ key, title }) => (
							<li key={key} className="truncate">
								<Link href={`/thread/item/${key}`} className="font-mono text-accent text-xs hover:underline">
									{key}
								</Link>{" "}
								{title}
							</li>
						))}
					</ul>
				</Part>
			)}
			<Part title={t("gates")}>
				<GateLines gates={plan.gates} digest={to.digest} overriding={overriding} />
			</Part>
			<p className="text-muted text-xs">
				{ways(`plan.${way}`)} {t(`autoRollbackPlan.${autoRollback}`)}
				{lastIncident && (
					<>
						{" "}
						{t("lastIncident", { number: lastIncident.number })} <Time value={lastIncident.startedAt} />
					</>
				)}
			</p>
		</div>
	);
}

function Side({ label, at, children }: { label: string; at: string | null; children: ReactNode }) {
	return (
		<div className="min-w-0">
			<p className="text-muted text-xs">{label}</p>
			<div className="truncate">{children}</div>
			<p className="text-muted text-xs">
				<Time value={at} />
			</p>
		</div>
	);
}

function Part({ title, children }: { title: string; children: ReactNode }) {
	return (
		<section>
			<h3 className="mb-1.5 font-medium text-sm">{title}</h3>
			{children}
		</section>
	);
}
