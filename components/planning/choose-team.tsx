"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { teamsQuery } from "#components/frame/queries.ts";
import { useTeam } from "#components/frame/use-team.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** The team whose plan is looked at: the one in the address, else the one chosen in the sidebar. */
export function usePlanningTeam(): string | null {
	const [named] = useQueryState("team", parseAsString);
	const { team } = useTeam();
	return named ?? team;
}

/** A board and a sprint belong to one team; here it is chosen. */
export function ChooseTeam() {
	const t = useTranslations("planning.chooseTeam");
	const { choose } = useTeam();
	const { data } = useQuery(teamsQuery());
	return (
		<EmptyState
			title={t("title")}
			action={
				<div className="flex flex-wrap justify-center gap-2">
					{data?.items.map(({ name, title }) => (
						<Button key={name} onClick={() => choose(name)}>
							{title}
						</Button>
					))}
				</div>
			}
		>
			{data?.items.length === 0 ? t("none") : t("detail")}
		</EmptyState>
	);
}
