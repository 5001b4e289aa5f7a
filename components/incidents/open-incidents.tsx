"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { Card } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import { IncidentStatus, Severity } from "./incident-marks.tsx";
import { openIncidentsQuery } from "./queries.ts";
import { SuspectBrief } from "./suspect-brief.tsx";
import { useIncidentWords } from "./use-incident-words.ts";

type Props = { service?: string; team?: string };

/** The incidents of a service, of a team or of everyone that last. */
export function OpenIncidents(of: Props) {
	const t = useTranslations("incidents");
	const words = useIncidentWords();
	const query = useQuery(openIncidentsQuery(of));
	return (
		<Card
			title={t("openIncidents")}
			aside={query.data && <span className="text-muted text-xs">{query.data.total}</span>}
		>
			<Loaded query={query}>
				{({ items }) =>
					items.length === 0 ? (
						<p className="text-muted">{t("noOpen")}</p>
					) : (
						<ul className="space-y-2">
							{items.map((incident) => (
								<li key={incident.id}>
									<p className="flex items-center gap-2">
										<IncidentStatus status={incident.status} compact />
										<Link
											href={`/incidents/${incident.number}`}
											className="min-w-0 truncate font-medium hover:underline"
										>
											#{incident.number} {words.title(incident)}
										</Link>
										<Severity value={incident.severity} />
										<Time value={incident.startedAt} className="ml-auto whitespace-nowrap text-faint text-xs" />
									</p>
									<p className="truncate text-muted text-xs">
										{incident.service.name} · {incident.environment.name}
										{incident.suspect && " · "}
										{incident.suspect && <SuspectBrief suspect={incident.suspect} />}
									</p>
								</li>
							))}
						</ul>
					)
				}
			</Loaded>
		</Card>
	);
}
