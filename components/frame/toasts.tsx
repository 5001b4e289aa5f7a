"use client";

import dynamic from "next/dynamic";
import { useToastsWanted } from "#components/ui/toast.ts";

const Toaster = dynamic(() => import("sonner").then((module) => module.Toaster), { ssr: false });

/** The corner where toasts appear; its code is loaded when the first one is said. */
export function Toasts() {
	if (!useToastsWanted()) return null;
	return (
		<Toaster
			position="bottom-right"
			toastOptions={{ className: "!border-line !bg-raised !font-sans !text-sm !text-text !rounded-md" }}
		/>
	);
}
