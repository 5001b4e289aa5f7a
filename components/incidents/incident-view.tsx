"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { useAct } from "#components/api/use-act.ts";
import { threadQuery } from "#components/insights/queries.ts";
import { Rail } from "#components/loop/rail.tsx";
import { useMay } from "#components/planning/use-may.ts";
import { IncidentRunbooks } from "#components/runbooks/incident-runbooks.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { formatDuration } from "#components/ui/duration.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import { useNow } from "#components/ui/use-now.ts";
import type { IncidentDetail } from "#server/incidents/schema.ts";
import { AlertList } from "./alert-list.tsx";
import { IncidentFacts } from "./incident-facts.tsx";
import { IncidentGraph } from "./incident-graph.tsx";
import { IncidentStatus, Severity } from "./incident-marks.tsx";
import { acknowledge, incidentQuery } from "./queries.ts";
import { SuspectCard } from "./suspect-card.tsx";
import { Timeline } from "./timeline.tsx";
import { useIncidentWords } from "./use-incident-words.ts";

/** An incident: what is broken for whom since when, what probably did it, all that happened, the way back. */
export function IncidentView({ id }: { id: string }) {
	const query = useQuery(incidentQuery(id));
	return <Loaded query={query}>{(incident) => <Incident incident={incident} />}</Loaded>;
}

function Incident({ incident }: { incident: IncidentDetail }) {
	const t = useTranslations("incidents");
	const thread = useQuery(threadQuery("incident", incident.id));
	return (
		<>
			<Header incident={incident} />
			<Rail stations={thread.data?.stations} />
			<div className="grid grid-cols-[minmax(0,1fr)_minmax(280px,360px)] items-start gap-4 pt-2 max-lg:grid-cols-1">
				<div className="space-y-4">
					<SuspectCard incident={incident} />
					<IncidentGraph incident={incident} />
					<Timeline incident={incident} />
				</div>
				<div className="space-y-4">
					<Card title={t("facts")}>
						<IncidentFacts incident={incident} />
					</Card>
					<Runbooks incident={incident} />
					{incident.alerts.length > 0 && <AlertList alerts={incident.alerts} />}
				</div>
			</div>
		</>
	);
}

function Runbooks({ incident }: { incident: IncidentDetail }) {
	const words = useIncidentWords();
	const { id, number, environment, service } = incident;
	return (
		<IncidentRunbooks
			service={service.name}
			incident={{ id, number, environment: environment.name, title: words.title(incident) }}
		/>
	);
}

function Header({ incident }: { incident: IncidentDetail }) {
	const t = useTranslations("incidents");
	const words = useIncidentWords();
	const may = useMay(incident.team?.name ?? null);
	const take = useAct({ act: () => acknowledge(incident.id), done: t("taken") });
	return (
		<PageHeader
			title={words.title(incident)}
			crumb={`#${incident.number}`}
			meta={
				<>
					<span aria-live="polite">
						<IncidentStatus status={incident.status} />
					</span>
					<Severity value={incident.severity} />
					<span>
						<Sentence incident={incident} />
					</span>
				</>
			}
			actions={
				<>
					<ButtonLink href={`/thread/incident/${incident.id}`}>{t("followThread")}</ButtonLink>
					{may.edit && incident.status === "open" && (
						<Button look="primary" busy={take.isPending} onClick={() => take.mutate()}>
							{t("take")}
						</Button>
					)}
				</>
			}
		/>
	);
}

/** For whom and since when, in one sentence. */
function Sentence({ incident }: { incident: IncidentDetail }) {
	const t = useTranslations("incidents");
	const now = useNow();
	const { service, environment, startedAt, resolvedAt, number } = incident;
	const place = { number, service: service.name, environment: environment.name };
	const until = resolvedAt ? Date.parse(resolvedAt) : now?.getTime();
	const lasted = until === undefined ? "" : formatDuration(until - Date.parse(startedAt));
	const since = () => <Time value={startedAt} />;
	return resolvedAt ? t.rich("sentenceOver", { ...place, lasted, since }) : t.rich("sentence", { ...place, since });
}
