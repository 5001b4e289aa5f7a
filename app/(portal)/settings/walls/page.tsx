import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { wallsQuery } from "#components/settings/queries.ts";
import { WallsScreen } from "#components/settings/walls-screen.tsx";
import { Prefetch } from "../../../prefetch.tsx";

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations("settings"))("tab.walls") };
}

export default function WallsPage() {
	return (
		<Prefetch queries={[wallsQuery()]}>
			<WallsScreen />
		</Prefetch>
	);
}
