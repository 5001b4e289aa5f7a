import { getTranslations } from "next-intl/server";
import { PermissionsCard } from "#components/settings/permissions-card.tsx";
import { permissionsQuery, sessionsQuery, tokensQuery } from "#components/settings/queries.ts";
import { SessionsCard } from "#components/settings/sessions-card.tsx";
import { TokensCard } from "#components/settings/tokens-card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Prefetch } from "../../../prefetch.tsx";

export default async function AccessPage() {
	const t = await getTranslations("settings");
	return (
		<Prefetch queries={[tokensQuery(), sessionsQuery(), permissionsQuery()]}>
			<PageHeader title={t("tab.access")} />
			<TokensCard />
			<SessionsCard />
			<PermissionsCard />
		</Prefetch>
	);
}
