import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditScreen } from "#components/settings/audit-screen.tsx";
import { auditChainQuery } from "#components/settings/queries.ts";
import { Prefetch } from "../../../prefetch.tsx";

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations("settings"))("tab.audit") };
}

export default function AuditPage() {
	return (
		<Prefetch queries={[auditChainQuery()]}>
			<AuditScreen />
		</Prefetch>
	);
}
