"use client";

import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { meQuery } from "./queries.ts";

const key = "lazo-team";
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** The team whose things are looked at: the one chosen in this browser, else the person's first. Null is every team. */
export function useTeam(): { team: string | null; choose: (team: string | null) => void } {
	const stored = useSyncExternalStore(
		subscribe,
		() => localStorage.getItem(key),
		() => null,
	);
	const { data: me } = useQuery(meQuery());
	const choose = (team: string | null) => {
		localStorage.setItem(key, team ?? "*");
		for (const listener of listeners) listener();
	};
	if (stored === "*") return { team: null, choose };
	return { team: stored ?? me?.teams[0]?.name ?? null, choose };
}
