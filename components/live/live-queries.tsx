"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { joinLive } from "./live-channel.ts";
import { setLiveState } from "./live-state.ts";

const gatherMs = 100;

/** Reads again whatever the live stream says has changed: all queries whose `meta.live` names one of the keys, at most every 100 ms. */
export function LiveQueries() {
	const client = useQueryClient();
	const changed = useRef(new Set<string>());
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const flush = () => {
			timer = undefined;
			const keys = changed.current;
			changed.current = new Set();
			void client.invalidateQueries({ predicate: ({ meta }) => meta?.live?.some((key) => keys.has(key)) ?? false });
		};
		const leave = joinLive((message) => {
			if (message.type === "keys") {
				for (const key of message.keys) changed.current.add(key);
				if (message.keys.length > 0) timer ??= setTimeout(flush, gatherMs);
			}
			if (message.type === "reset") void client.invalidateQueries();
			setLiveState(message.type === "state" ? message.connected : true);
		});
		return () => {
			clearTimeout(timer);
			leave();
		};
	}, [client]);
	return null;
}
