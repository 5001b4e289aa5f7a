"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { browserQueryClient } from "#components/api/query-client.ts";

const Toasts = dynamic(() => import("./toasts.tsx").then((module) => module.Toasts), { ssr: false });

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
