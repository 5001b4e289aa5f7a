/** What routes and start-up share; the framework loads their modules twice, so it lives on globalThis. */
type WebState = {
	started: boolean;
	stopping: boolean;
	feedRunning: boolean;
	/** How to close what was opened at the start. */
	closers: (() => Promise<void>)[];
	/** How to close each open stream. */
	streams: Set<() => void>;
};

const key = Symbol.for("lazo.web");
const shared = globalThis as { [key]?: WebState };

/** The state of this web process. */
export function webState(): WebState {
	shared[key] ??= { started: false, stopping: false, feedRunning: false, closers: [], streams: new Set() };
	return shared[key];
}

/** Says "not ready" from now on and closes every stream; browsers connect again elsewhere. */
export function beginStopping(): void {
	webState().stopping = true;
	for (const close of [...webState().streams]) close();
}
