import { z } from "zod";
import { isEntityName } from "./entity-ref.ts";

const name = z.string().refine(isEntityName, "must be 1 to 63 letters, digits, '-', '_' or '.'");
const shortText = z.string().max(2_000);
const values = z.record(z.string().max(300), z.coerce.string().max(5_000)).default({});
const refs = z.array(z.string().max(300)).max(500).default([]);
const httpUrl = z.url({ protocol: /^https?$/ }).max(2_000);

/** The kinds that are imported; of the others only the envelope is read. */
export const entityKinds = [
	"Component",
	"API",
	"Resource",
	"System",
	"Domain",
	"Group",
	"User",
	"Location",
	"Template",
] as const;

/** The envelope of Backstage's descriptor format. Source: backstage.io/docs/features/software-catalog/descriptor-format. */
export const entityShape = z.object({
	apiVersion: z.string().regex(/^(backstage\.io|scaffolder\.backstage\.io)\/v1/, "must be backstage.io/v1alpha1"),
	kind: z.enum(entityKinds),
	metadata: z.object({
		name,
		namespace: name.default("default"),
		title: z.string().max(200).optional(),
		description: shortText.optional(),
		labels: values,
		annotations: values,
		tags: z.array(z.string().max(63)).max(50).default([]),
		links: z
			.array(z.object({ url: httpUrl, title: z.string().max(200).optional(), icon: z.string().max(50).optional() }))
			.max(50)
			.default([]),
	}),
	spec: z
		.object({
			type: z.string().max(100).optional(),
			lifecycle: z.string().max(100).optional(),
			owner: z.string().max(300).optional(),
			system: z.string().max(300).optional(),
			domain: z.string().max(300).optional(),
			subcomponentOf: z.string().max(300).optional(),
			dependsOn: refs,
			dependencyOf: refs,
			providesApis: refs,
			consumesApis: refs,
			memberOf: refs,
			members: refs,
			parent: z.string().max(300).optional(),
			target: z.string().max(2_000).optional(),
			targets: z.array(z.string().max(2_000)).max(200).default([]),
			profile: z.object({ displayName: z.string().max(200).optional() }).optional(),
		})
		.prefault({}),
});

/** What a kind must say beyond the envelope. */
export const requiredInSpec: Partial<
	Record<(typeof entityKinds)[number], readonly ("type" | "lifecycle" | "owner")[]>
> = {
	Component: ["type", "lifecycle", "owner"],
	API: ["type", "lifecycle", "owner"],
	Resource: ["type", "owner"],
	System: ["owner"],
	Domain: ["owner"],
	Group: ["type"],
};

export type EntityDocument = z.output<typeof entityShape>;
