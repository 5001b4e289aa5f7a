"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { Card } from "#components/ui/card.tsx";
import { runbooksQuery } from "./queries.ts";
import { RunbookList } from "./runbook-list.tsx";

/** What a service can be helped with by a button; `linked`: with a way to all that they did. */
export function RunbooksCard({ service, linked = true }: { service: string; linked?: boolean }) {
	const t = useTranslations("runbooks");
	const query = useQuery(runbooksQuery(service));
	return (
		<Card title={t("title")} aside={linked && <RunsLink service={service} />} flush>
			<Loaded query={query}>
				{({ items, mayAdd }) =>
					items.length === 0 ? (
						<p className="p-3.5 text-muted">
							{t("none")} {t(mayAdd ? "noneAdd" : "noneOthers")}{" "}
							{mayAdd && (
								<Link href={`/services/${service}?tab=rules`} className="text-accent hover:underline">
									{t("openRules")}
								</Link>
							)}
						</p>
					) : (
						<RunbookList service={service} items={items} />
					)
				}
			</Loaded>
		</Card>
	);
}

function RunsLink({ service }: { service: string }) {
	const t = useTranslations("runbooks");
	return (
		<Link href={`/services/${service}?tab=runbooks`} className="text-accent text-xs hover:underline">
			{t("runs")}
		</Link>
	);
}
