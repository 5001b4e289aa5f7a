import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "#components/api/query.ts";
import type { Me, TeamList } from "#server/access/schema.ts";

/** Who is signed in. */
export const meQuery = () => apiQuery<Me>("/me", ["person:me"]);

/** Every team, for the switcher. */
export const teamsQuery = () => apiQuery<TeamList>("/teams?limit=200", ["teams"]);

/** Who is signed in; undefined for the moment before it is known. */
export const useMe = (): Me | undefined => useQuery(meQuery()).data;
