"use client";

import { Toaster } from "sonner";

/** The corner where toasts appear. */
export function Toasts() {
	return (
		<Toaster
			position="bottom-right"
			toastOptions={{ className: "!border-line !bg-raised !font-sans !text-sm !text-text !rounded-md" }}
		/>
	);
}
