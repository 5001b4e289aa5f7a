import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConnectionsScreen } from "#components/connections/connections-screen.tsx";
import { connectionsQuery } from "#components/connections/queries.ts";
import { Prefetch } from "../../../prefetch.tsx";

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations("connections"))("title") };
}

export default function ConnectionsPage() {
	return (
		<Prefetch queries={[connectionsQuery()]}>
			<ConnectionsScreen />
		</Prefetch>
	);
}
