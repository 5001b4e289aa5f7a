"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Menu, MenuGroup, MenuItem } from "#components/ui/menu.tsx";
import { teamsQuery, useMe } from "./queries.ts";
import { useTeam } from "./use-team.ts";

/** Chooses whose things are looked at. */
export function TeamSwitcher() {
	const t = useTranslations("frame");
	const me = useMe();
	const { data: teams } = useQuery(teamsQuery());
	const { team, choose } = useTeam();
	const shown =
		teams?.items.find(({ name }) => name === team)?.title ?? me?.teams.find(({ name }) => name === team)?.title ?? team;
	return (
		<div className="px-2 pb-2">
			<Menu
				trigger={
					<button
						type="button"
						aria-label={`${t("team")}: ${shown ?? t("everyTeam")}`}
						className="flex h-8 w-full items-center gap-2 rounded-md border bg-surface px-2 text-sm hover:bg-hover"
					>
						<span className="min-w-0 flex-1 truncate text-left">{shown ?? t("everyTeam")}</span>
						<ChevronsUpDown aria-hidden size={13} className="text-faint" />
					</button>
				}
			>
				<MenuGroup label={t("team")} value={team ?? "*"}>
					<MenuItem checked={team === null} onSelect={() => choose(null)}>
						{t("everyTeam")}
					</MenuItem>
					{(teams?.items ?? me?.teams ?? []).map(({ name, title }) => (
						<MenuItem key={name} checked={name === team} onSelect={() => choose(name)}>
							{title}
						</MenuItem>
					))}
				</MenuGroup>
			</Menu>
		</div>
	);
}
