import type { PodTemplate } from "./template.ts";

type Change = { container: string; image: string; annotations?: Record<string, string> };

/** A template with the image of one container changed and annotations set: for kinds that take no strategic merge patch. */
export function templateWithImage(template: PodTemplate, { container, image, annotations }: Change): PodTemplate {
	const containers = template.spec.containers.map((one) => (one.name === container ? { ...one, image } : one));
	const metadata = annotations && {
		...template.metadata,
		annotations: { ...template.metadata?.annotations, ...annotations },
	};
	return { ...template, ...(metadata && { metadata }), spec: { ...template.spec, containers } };
}
