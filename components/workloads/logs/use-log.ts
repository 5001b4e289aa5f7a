"use client";

import { useEffect, useState } from "react";
import { type LogAsked, LogFollower, type LogState, nothingYet } from "./log-follower.ts";

/** Follows a log for as long as the component is shown; another question begins another log. */
export function useLog(asked: LogAsked): { log: LogState; retry: () => void } {
	const [log, setLog] = useState(nothingYet);
	const [attempt, setAttempt] = useState(0);
	const question = JSON.stringify(asked);
	// biome-ignore lint/correctness/useExhaustiveDependencies: another attempt begins the same question anew.
	useEffect(() => {
		const follower: LogFollower = new LogFollower(JSON.parse(question) as LogAsked, () => setLog(follower.state));
		setLog(nothingYet);
		void follower.run();
		return () => follower.stop();
	}, [question, attempt]);
	return { log, retry: () => setAttempt((count) => count + 1) };
}
