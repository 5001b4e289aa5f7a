"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { joinLive, type LiveMessage } from "./live-channel.ts";
import { setLiveState } from "./live-state.ts";
import { refreshQueries } from "./refresh-queries.ts";

const gatherMs = 100;

/**
 * Reads again whatever the live stream says has changed: all queries whose `meta.live` names one of the keys.
 * The first change at once, what follows at most every 100 ms; what nothing on the screen names holds nothing up.
 */
export function LiveQueries() {
	const client = useQueryClient();
	useEffect(() => follow(client), [client]);
	return null;
}

function follow(client: QueryClient): () => void {
	const { concerns, refresh, stop } = refreshQueries(client);
	let timer: ReturnType<typeof setTimeout> | undefined;
	let changed = new Set<string>();
	let lastFlush = 0;
	const flush = () => {
		const keys = changed;
		timer = undefined;
		changed = new Set();
		lastFlush = Date.now();
		refresh(keys);
	};
	const hear = (message: LiveMessage) => {
		setLiveState(message.type === "state" ? message.connected : true);
		if (message.type === "reset") void client.invalidateQueries();
		if (message.type !== "keys" || !concerns(new Set(message.keys))) return;
		for (const key of message.keys) changed.add(key);
		timer ??= setTimeout(flush, Math.max(0, lastFlush + gatherMs - Date.now()));
	};
	const leave = joinLive(hear);
	return () => {
		clearTimeout(timer);
		stop();
		leave();
	};
}
