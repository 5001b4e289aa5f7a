"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { browserQueryClient } from "#components/api/query-client.ts";
import { Toasts } from "./toasts.tsx";

/** What every screen stands in: data cache, theme, URL state, toasts. */
export function Providers({ children, nonce }: { children: ReactNode; nonce?: string | undefined }) {
	return (
		<ThemeProvider attribute="class" disableTransitionOnChange storageKey="lazo-theme" {...(nonce && { nonce })}>
			<QueryClientProvider client={browserQueryClient()}>
				<NuqsAdapter>{children}</NuqsAdapter>
				<Toasts />
			</QueryClientProvider>
		</ThemeProvider>
	);
}
