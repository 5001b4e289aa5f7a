import { ApiBrowser } from "#components/api-docs/api-browser.tsx";
import { requireActor } from "../../../require-actor.ts";

export default async function ApiDocsPage() {
	await requireActor();
	return <ApiBrowser />;
}
