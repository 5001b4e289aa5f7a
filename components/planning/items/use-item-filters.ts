"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { teamsQuery } from "#components/frame/queries.ts";
import type { Filter } from "#components/ui/filter-chips.tsx";
import { itemStates, itemTypes, priorities } from "../item-words.ts";
import { sprintsQuery, teamViewQuery } from "../queries.ts";

/** The chips of the list of items; people, services and sprints are those of the team. */
export function useItemFilters(team: string | null): Filter[] {
	const t = useTranslations("planning");
	const teams = useQuery(teamsQuery()).data?.items ?? [];
	const view = useQuery({ ...teamViewQuery(team ?? ""), enabled: team !== null }).data;
	const sprints = useQuery({ ...sprintsQuery(team ?? ""), enabled: team !== null }).data?.items ?? [];
	const words = <V extends string>(
		group: "state" | "type" | "priority",
		values: readonly V[],
		word: (value: V) => string,
	) => ({
		name: group,
		label: t(`field.${group}`),
		options: values.map((value) => ({ value, label: word(value) })),
	});
	const ofTeam: Filter[] = [
		{
			name: "service",
			label: t("field.service"),
			options: view?.services.map(({ name, title }) => ({ value: name, label: title })) ?? [],
		},
		{
			name: "assignee",
			label: t("field.assignee"),
			options: [
				...(view?.members.map(({ login, name }) => ({ value: login, label: name })) ?? []),
				{ value: "none", label: t("nobody") },
			],
		},
		{
			name: "sprint",
			label: t("field.sprint"),
			options: [
				...sprints.map(({ id, name }) => ({ value: id, label: name })),
				{ value: "none", label: t("noSprint") },
			],
		},
	];
	return [
		{ name: "team", label: t("field.team"), options: teams.map(({ name, title }) => ({ value: name, label: title })) },
		words("state", itemStates, (value) => t(`state.${value}`)),
		words("type", itemTypes, (value) => t(`type.${value}`)),
		words("priority", priorities, (value) => t(`priority.${value}`)),
		...(team ? ofTeam : []),
	];
}
