import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PermissionsCard } from "#components/settings/permissions-card.tsx";
import { permissionsQuery, sessionsQuery, tokensQuery } from "#components/settings/queries.ts";
import { SessionsCard } from "#components/settings/sessions-card.tsx";
import { TokensCard } from "#components/settings/tokens-card.tsx";
import { Prefetch } from "../../../prefetch.tsx";

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations("settings"))("tab.access") };
}

export default function AccessPage() {
	return (
		<Prefetch queries={[tokensQuery(), sessionsQuery(), permissionsQuery()]}>
			<TokensCard />
			<SessionsCard />
			<PermissionsCard />
		</Prefetch>
	);
}
