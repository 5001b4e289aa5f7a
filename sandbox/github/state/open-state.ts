import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { State } from "./types.ts";

/** The remembered state; `fresh` when nothing was remembered. */
export type OpenState = {
	state: State;
	fresh: boolean;
	/** Asks for the state to be written within a quarter of a second. */
	save: () => void;
	/** Writes the state now. */
	flush: () => void;
};

/** Opens `state.json` in a folder. The file is replaced in one step, so a crash leaves the last whole version. */
export function openState(folder: string): OpenState {
	mkdirSync(folder, { recursive: true });
	const file = join(folder, "state.json");
	const fresh = !existsSync(file);
	// What an older file does not know of starts empty.
	const state: State = { ...emptyState(), ...(!fresh && JSON.parse(readFileSync(file, "utf8"))) };
	let timer: NodeJS.Timeout | null = null;
	const flush = () => {
		if (timer) clearTimeout(timer);
		timer = null;
		writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
		renameSync(`${file}.new`, file);
	};
	const save = () => {
		timer ??= setTimeout(flush, 250);
	};
	return { state, fresh, save, flush };
}

function emptyState(): State {
	const seeded = { repositories: [], workflows: [], pulls: [], runs: [] };
	return { nextId: 10_001, ...seeded, deployments: [], comments: [], struckServices: [] };
}
