import { createHash } from "node:crypto";
import type { PreviewSettings } from "./schema.ts";

/** The label that everything which Lazo makes for a preview carries; its value is the preview's id. */
export const previewLabel = "lazo.dev/preview";

type Of = { service: string; number: number };

/** Where the objects of a preview are and what they are called; as an RFC 1123 label, within 63 characters. */
export type PreviewNames = { namespace: string; ownsNamespace: boolean; name: string; url: string | null };

/** The names that follow from a service, a pull request and the rule. Pure. */
export function previewNames({ service, number }: Of, settings: PreviewSettings): PreviewNames {
	const slug = slugOf(service);
	const whole = shortened(`preview-${slug}-${number}`);
	const namespace = settings.namespace ?? whole;
	const url = settings.urlPattern
		?.replaceAll("{service}", slug)
		.replaceAll("{number}", String(number))
		.replaceAll("{namespace}", namespace);
	return {
		namespace,
		ownsNamespace: settings.namespace === null,
		// In a namespace of its own it is called as in the environment, so that what asks for it by name finds it.
		name: settings.namespace === null ? nameIn(slug) : whole,
		url: url ?? null,
	};
}

/** What a copy is called: as it was in a namespace of its own, apart from others where several live together. Pure. */
export const copyName = (name: string, preview: { ownsNamespace: boolean; name: string }): string =>
	preview.ownsNamespace ? name : `${name.slice(0, 180)}-${preview.name}`;

const slugOf = (text: string) =>
	text
		.toLowerCase()
		.replaceAll(/[^a-z0-9]+/g, "-")
		.replaceAll(/^-+|-+$/g, "") || "service";

/** The name of a Service begins with a letter. */
const nameIn = (slug: string) => shortened(/^[a-z]/.test(slug) ? slug : `service-${slug}`);

function shortened(name: string): string {
	if (name.length <= 63) return name;
	const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
	return `${name.slice(0, 54).replace(/-+$/, "")}-${hash}`;
}
