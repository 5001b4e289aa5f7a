import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { Providers } from "#components/frame/providers.tsx";

export const metadata: Metadata = {
	description: "Plan, build, deploy, watch and roll back.",
};
export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
	const [locale, requestHeaders] = await Promise.all([getLocale(), headers()]);
	return (
		<html lang={locale} suppressHydrationWarning>
			<body>
				<NextIntlClientProvider>
					<Providers nonce={requestHeaders.get("x-nonce") ?? undefined}>{children}</Providers>
				</NextIntlClientProvider>
			</body>
		</html>
	);
}
