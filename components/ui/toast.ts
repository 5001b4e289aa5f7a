import { useSyncExternalStore } from "react";
import type { ExternalToast } from "sonner";

type Kind = "success" | "error" | "message";

let wanted = false;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/** Whether anything has been said yet: only then does the corner need its code. */
export function useToastsWanted(): boolean {
	return useSyncExternalStore(
		subscribe,
		() => wanted,
		() => false,
	);
}

/** Says something in the corner. The first one loads the library, which shows it as soon as the corner stands. */
function say(kind: Kind, text: string, options?: ExternalToast): void {
	wanted = true;
	for (const listener of listeners) listener();
	void import("sonner").then(({ toast: show }) => show[kind](text, options));
}

export const toast = {
	success: (text: string) => say("success", text),
	error: (text: string) => say("error", text),
	/** Stays until it is used; `id` keeps it from being said twice. */
	offer: (text: string, { id, label, onClick }: { id: string; label: string; onClick: () => void }) =>
		say("message", text, { id, duration: Number.POSITIVE_INFINITY, action: { label, onClick } }),
};
