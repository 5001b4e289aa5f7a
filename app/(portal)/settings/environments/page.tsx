import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { environmentsQuery } from "#components/deployments/queries.ts";
import { EnvironmentsScreen } from "#components/settings/environments-screen.tsx";
import { Prefetch } from "../../../prefetch.tsx";

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations("settings"))("tab.environments") };
}

export default function EnvironmentsPage() {
	return (
		<Prefetch queries={[environmentsQuery()]}>
			<EnvironmentsScreen />
		</Prefetch>
	);
}
