import {
	bareTemplate,
	configurationAnnotation,
	deploymentAnnotation,
	mainContainer,
	type PodTemplate,
	restartAnnotation,
	templateSchema,
} from "#server/connectors/kubernetes/template.ts";
import { changedPaths } from "../internal/changed-paths.ts";

/** What a template says besides the image and the marks of who rolled it out and when. */
export function configurationDrift(now: unknown, then: unknown, container: string): string[] | null {
	const [current, former] = [templateSchema.safeParse(now), templateSchema.safeParse(then)];
	if (!current.success || !former.success) return null;
	return changedPaths(withoutVersion(current.data, container), withoutVersion(former.data, container)).map(
		({ path }) => path,
	);
}

const marks = new Set([deploymentAnnotation, restartAnnotation, configurationAnnotation]);

function withoutVersion(template: PodTemplate, container: string): PodTemplate {
	const bare = bareTemplate(template);
	const main = mainContainer(bare, container)?.name;
	const annotations = Object.fromEntries(
		Object.entries(bare.metadata?.annotations ?? {}).filter(([name]) => !marks.has(name)),
	);
	return {
		...bare,
		metadata: { ...bare.metadata, annotations },
		spec: {
			...bare.spec,
			containers: bare.spec.containers.map((one) => (one.name === main ? { ...one, image: "" } : one)),
		},
	};
}
