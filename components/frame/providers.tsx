"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { Toaster } from "sonner";
import { browserQueryClient } from "#components/api/query-client.ts";

/** What every screen stands in: data cache, theme, URL state, toasts. */
export function Providers({ children, nonce }: { children: ReactNode; nonce?: string | undefined }) {
	return (
		<ThemeProvider attribute="class" disableTransitionOnChange storageKey="lazo-theme" {...(nonce && { nonce })}>
			<QueryClientProvider client={browserQueryClient()}>
				<NuqsAdapter>{children}</NuqsAdapter>
				<Toaster
					position="bottom-right"
					toastOptions={{ className: "!border-line !bg-raised !font-sans !text-sm !text-text !rounded-md" }}
				/>
			</QueryClientProvider>
		</ThemeProvider>
	);
}
