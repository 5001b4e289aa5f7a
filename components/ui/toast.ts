import type { ExternalToast } from "sonner";

type Kind = "success" | "error" | "message";

/** Says something in the corner. The library is loaded with the first page's rest, so a toast may come a moment later. */
function say(kind: Kind, text: string, options?: ExternalToast): void {
	void import("sonner").then(({ toast: show }) => show[kind](text, options));
}

export const toast = {
	success: (text: string) => say("success", text),
	error: (text: string) => say("error", text),
	/** Stays until it is used; `id` keeps it from being said twice. */
	offer: (text: string, { id, label, onClick }: { id: string; label: string; onClick: () => void }) =>
		say("message", text, { id, duration: Number.POSITIVE_INFINITY, action: { label, onClick } }),
};
