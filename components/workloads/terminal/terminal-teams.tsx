"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { teamsQuery } from "#components/frame/queries.ts";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import { Time } from "#components/ui/time.tsx";
import { terminalRightsQuery, useSwitchTerminals } from "./queries.ts";

type Props = { environment: { name: string; title: string } };

/** For which teams terminals are switched on in an environment: for none, until somebody does it. */
export function TerminalTeams({ environment }: Props) {
	const t = useTranslations("terminal");
	const { data } = useQuery(terminalRightsQuery());
	const rights = data?.items.filter((right) => right.environment === environment.name) ?? [];
	const act = useSwitchTerminals(({ allowed }) =>
		t(allowed ? "switchedOn" : "switchedOff", { environment: environment.title }),
	);
	const turn = (team: string, allowed: boolean) => act.mutate({ environment: environment.name, team, allowed });
	return (
		<section aria-label={t("settingsOf", { environment: environment.title })} className="space-y-2">
			<h3 className="font-medium text-sm">{t("settings")}</h3>
			<p className="text-muted text-xs">{t("settingsHint")}</p>
			{data && rights.length === 0 && <p className="text-muted text-sm">{t("nobody")}</p>}
			{rights.map(({ team, allowedBy, allowedAt }) => (
				<div key={team.name} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
					<span className="min-w-0 flex-1">
						{team.title}{" "}
						<span className="text-muted text-xs">
							{t("onBy", { who: allowedBy.name ?? allowedBy.login ?? "—" })} <Time value={allowedAt} />
						</span>
					</span>
					{data?.mayManage && (
						<Button size="sm" look="danger" busy={act.isPending} onClick={() => turn(team.name, false)}>
							{t("switchOff")}
						</Button>
					)}
				</div>
			))}
			{data?.mayManage ? (
				<AddTeam taken={rights.map(({ team }) => team.name)} busy={act.isPending} onAdd={(team) => turn(team, true)} />
			) : (
				<p className="text-muted text-xs">{t("notYours")}</p>
			)}
		</section>
	);
}

type AddProps = { taken: readonly string[]; busy: boolean; onAdd: (team: string) => void };

function AddTeam({ taken, busy, onAdd }: AddProps) {
	const t = useTranslations("terminal");
	const { data } = useQuery(teamsQuery());
	const [chosen, setChosen] = useState("");
	const free = data?.items.filter(({ name }) => !taken.includes(name)) ?? [];
	const team = free.some(({ name }) => name === chosen) ? chosen : "";
	return (
		<div className="flex items-center gap-2">
			<Select
				className="max-w-56"
				aria-label={t("team")}
				placeholder={t("chooseTeam")}
				value={team}
				onChange={(event) => setChosen(event.target.value)}
				options={free.map(({ name, title }) => ({ value: name, label: title }))}
			/>
			<Button busy={busy} disabled={team === ""} onClick={() => onAdd(team)}>
				{t("switchOn")}
			</Button>
		</div>
	);
}
