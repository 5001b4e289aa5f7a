"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { OnCallCard } from "#components/on-call/on-call-card.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Status } from "#components/ui/status.tsx";
import type { TeamView } from "#server/views/teams/schema.ts";
import { Avatar } from "./avatar.tsx";
import { teamViewQuery } from "./queries.ts";
import { SprintMeta } from "./sprints/sprint-header.tsx";
import { asStatus } from "./whereabouts.tsx";

/** A team: its people, its services, its sprint. */
export function TeamPage({ name }: { name: string }) {
	const query = useQuery(teamViewQuery(name));
	return <Loaded query={query}>{(team) => <LoadedTeam team={team} />}</Loaded>;
}

function LoadedTeam({ team }: { team: TeamView }) {
	const t = useTranslations("planning.team");
	return (
		<>
			<PageHeader
				title={team.title}
				description={team.description ?? undefined}
				meta={
					<>
						<span className="font-mono text-xs">{team.itemKey}</span>
						<span>{t("openItems", { count: team.openItems })}</span>
						<span>{t("openIncidents", { count: team.openIncidents })}</span>
					</>
				}
				actions={<ButtonLink href={`/planning?team=${encodeURIComponent(team.name)}`}>{t("board")}</ButtonLink>}
			/>
			<div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
				<Services team={team} />
				<aside className="space-y-4">
					<OnCallCard team={team} />
					<Card title={t("sprint")}>
						{team.sprint ? (
							<>
								<Link href={`/planning/sprints/${team.sprint.id}`} className="font-medium hover:underline">
									{team.sprint.name}
								</Link>
								<div className="mt-1 flex flex-wrap gap-x-3 text-muted">
									<SprintMeta sprint={team.sprint} />
								</div>
							</>
						) : (
							<p className="text-muted">{t("noSprint")}</p>
						)}
					</Card>
					<Card title={t("members")}>
						{team.members.length === 0 && <p className="text-muted">{t("noMembers")}</p>}
						<ul className="space-y-1.5">
							{team.members.map((person) => (
								<li key={person.login} className="flex items-center gap-2">
									<Avatar person={person} />
									<span>{person.name}</span>
									<span className="text-faint text-xs">{person.login}</span>
								</li>
							))}
						</ul>
					</Card>
				</aside>
			</div>
		</>
	);
}

function Services({ team }: { team: TeamView }) {
	const t = useTranslations("planning.team");
	return (
		<Card title={t("services")} flush>
			{team.services.length === 0 && <p className="p-3.5 text-muted">{t("noServices")}</p>}
			<ul className="divide-y">
				{team.services.map(({ name, title, tier, environments }) => (
					<li key={name} className="flex min-h-9 flex-wrap items-center gap-x-4 px-3.5 py-1">
						<Link href={`/services/${encodeURIComponent(name)}`} className="min-w-40 flex-1 hover:underline">
							{title}
							{tier !== null && <span className="pl-2 text-faint text-xs">{t("tier", { tier })}</span>}
						</Link>
						{environments.map((place) => (
							<span key={place.name} className="inline-flex items-center gap-1 text-muted text-xs">
								<Status compact value={asStatus(place.status)} /> {place.name}
							</span>
						))}
					</li>
				))}
			</ul>
		</Card>
	);
}
