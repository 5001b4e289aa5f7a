"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { joinLive, type LiveMessage } from "./live-channel.ts";
import { setLiveState } from "./live-state.ts";

const gatherMs = 100;

/** Reads again whatever the live stream says has changed: all queries whose `meta.live` names one of the keys, at most every 100 ms. */
export function LiveQueries() {
	const client = useQueryClient();
	useEffect(() => follow(client), [client]);
	return null;
}

function follow(client: QueryClient): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let changed = new Set<string>();
	const flush = () => {
		const keys = changed;
		timer = undefined;
		changed = new Set();
		void client.invalidateQueries({ predicate: ({ meta }) => meta?.live?.some((key) => keys.has(key)) ?? false });
	};
	const hear = (message: LiveMessage) => {
		setLiveState(message.type === "state" ? message.connected : true);
		if (message.type === "reset") void client.invalidateQueries();
		if (message.type !== "keys" || message.keys.length === 0) return;
		for (const key of message.keys) changed.add(key);
		timer ??= setTimeout(flush, gatherMs);
	};
	const leave = joinLive(hear);
	return () => {
		clearTimeout(timer);
		leave();
	};
}
