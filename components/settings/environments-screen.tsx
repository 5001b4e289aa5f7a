"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { environmentsQuery } from "#components/deployments/queries.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TerminalTeams } from "#components/workloads/terminal/terminal-teams.tsx";
import { EnvironmentRulesForm } from "./environment-rules.tsx";
import { Freezes } from "./freezes.tsx";

/** What each environment asks of a deployment, and when it is left alone. */
export function EnvironmentsScreen() {
	const t = useTranslations("settings.environments");
	const query = useQuery(environmentsQuery());
	return (
		<>
			<PageHeader title={t("title")} description={t("about")} />
			<Loaded query={query}>
				{({ items }) =>
					items.length === 0 ? (
						<EmptyState title={t("none")}>{t("noneDetail")}</EmptyState>
					) : (
						items.map((environment) => (
							<Card
								key={environment.id}
								title={environment.title}
								aside={environment.production && <Badge>{t("production")}</Badge>}
							>
								<div className="grid gap-6 md:grid-cols-2">
									<EnvironmentRulesForm environment={environment} />
									<div className="space-y-6">
										<Freezes environment={environment} />
										<TerminalTeams environment={environment} />
									</div>
								</div>
							</Card>
						))
					)
				}
			</Loaded>
		</>
	);
}
