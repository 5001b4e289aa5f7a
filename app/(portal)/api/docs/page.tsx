import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ApiBrowser } from "#components/api-docs/api-browser.tsx";
import { requireActor } from "../../../require-actor.ts";

export async function generateMetadata(): Promise<Metadata> {
	return { title: (await getTranslations("api-docs"))("title") };
}

export default async function ApiDocsPage() {
	await requireActor();
	return <ApiBrowser />;
}
