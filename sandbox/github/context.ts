import { join } from "node:path";
import type { State } from "./state/types.ts";

/** What every piece of the sandbox's GitHub works with. */
export type Context = {
	state: State;
	/** Asks for the state to be written soon. */
	save: () => void;
	/** The folder of the bare repositories. */
	repositories: string;
	/** Where people look, such as `http://127.0.0.1:4302`. */
	webUrl: string;
	apiUrl: string;
	/** Host and port of the image registry, as images name it. */
	registry: string;
	lazoUrl: string;
	/** The file with which workflows reach the company's cluster. */
	kubeconfig: string;
	token: string;
	/** How much faster than usual workflows run; 1 is usual. */
	speed: number;
	/** Sends a webhook; never waits for the answer. */
	emit: (event: string, payload: Record<string, unknown>) => void;
	/** How to cancel the runs that move right now, by run id. */
	running: Map<number, AbortController>;
};

/** The login that the sandbox's token belongs to. */
export const tokenLogin = "lazo-portal";

/** The next number that nothing else has: one sequence for everything that has an id. */
export function nextId(context: Context): number {
	const id = context.state.nextId;
	context.state.nextId += 1;
	return id;
}

/** The folder of a repository's bare clone. */
export function folderOf(context: Context, repository: string): string {
	return join(context.repositories, `${repository}.git`);
}
