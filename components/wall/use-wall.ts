"use client";

import { useEffect, useState } from "react";
import { build } from "#components/api/build.ts";
import { readStream } from "#components/live/live-channel.ts";
import { readBuild } from "#components/live/version-watch.tsx";
import type { WallView } from "#server/views/wall/schema.ts";

export type WallState = {
	wall: WallView | null;
	/** When the wall was last read, by this screen's clock; null before. */
	readAt: number | null;
	revoked: boolean;
};

const floorMs = 15_000;
const gatherMs = 400;
const pauseMs = 3_000;
const versionMs = 30_000;

/** Keeps a wall up to date for months: live stream, a slow floor below it, reconnection, and a reload when a new build answers. */
export function useWall(token: string, initial: WallView | null): WallState {
	const [state, setState] = useState<WallState>({
		wall: initial,
		readAt: initial ? Date.parse(initial.at) : null,
		revoked: false,
	});
	useEffect(() => {
		const leaving = new AbortController();
		const read = async () => {
			const next = await fetchWall(token, leaving.signal);
			if (next === "revoked") setState((old) => ({ ...old, revoked: true }));
			else if (next) setState({ wall: next, readAt: Date.now(), revoked: false });
		};
		void read();
		void follow(token, read, leaving.signal);
		const floor = setInterval(() => void read(), floorMs);
		const version = setInterval(() => void reloadWhenNew(), versionMs);
		return () => {
			leaving.abort();
			clearInterval(floor);
			clearInterval(version);
		};
	}, [token]);
	return state;
}

async function fetchWall(token: string, signal: AbortSignal): Promise<WallView | "revoked" | null> {
	const response = await fetch(`/api/wall/${encodeURIComponent(token)}`, { cache: "no-store", signal }).catch(
		() => null,
	);
	if (response?.status === 404) return "revoked";
	return response?.ok ? ((await response.json().catch(() => null)) as WallView | null) : null;
}

async function follow(token: string, read: () => Promise<void>, signal: AbortSignal): Promise<void> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const soon = () => {
		timer ??= setTimeout(() => {
			timer = undefined;
			void read();
		}, gatherMs);
	};
	while (!signal.aborted) {
		await readStream(`/api/live?wall=${encodeURIComponent(token)}`, soon, signal);
		await new Promise((resolve) => setTimeout(resolve, pauseMs * (0.5 + Math.random())));
	}
	clearTimeout(timer);
}

async function reloadWhenNew(): Promise<void> {
	const current = await readBuild();
	if (current && current !== build) location.reload();
}
