"use client";

import { useMe } from "#components/frame/queries.ts";

const builders = ["developer", "lead", "devops", "admin"];
const keepers = ["lead", "devops", "admin"];
const operators = ["devops", "admin"];

/** What the person may probably do for a team, to show or leave out its buttons. The server decides each time. */
export function useMay(team: string | null): { edit: boolean; lead: boolean } {
	const me = useMe();
	const roles = me?.roles.filter((grant) => grant.team === null || grant.team === team).map(({ role }) => role) ?? [];
	const mine = me?.teams.some(({ name }) => name === team) ?? false;
	const has = (wanted: readonly string[]) => roles.some((role) => wanted.includes(role));
	return { edit: has(operators) || (mine && has(builders)), lead: has(operators) || (mine && has(keepers)) };
}
