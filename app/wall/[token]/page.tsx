import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { WallScreen } from "#components/wall/wall-screen.tsx";
import { compiledMessages } from "#i18n/compiled-messages.ts";
import { isLocale } from "#i18n/locales.ts";
import { readWall } from "#server/web/read-wall.ts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Lazo", robots: { index: false, follow: false }, referrer: "no-referrer" };

export default async function WallPage({ params }: { params: Promise<{ token: string }> }) {
	const { token } = await params;
	const wall = await readWall(token);
	const locale = wall && isLocale(wall.locale) ? wall.locale : "en";
	const { wall: texts, ui } = compiledMessages(locale);
	return (
		<NextIntlClientProvider locale={locale} messages={{ ...(texts && { wall: texts }), ...(ui && { ui }) }}>
			<WallScreen token={token} initial={wall} />
		</NextIntlClientProvider>
	);
}
