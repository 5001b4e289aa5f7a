import { LRUCache } from "lru-cache";
import { z } from "zod";
import { compareCommits } from "#server/connectors/github/compare-commits.ts";
import { GitHubError } from "#server/connectors/github/github-error.ts";
import { findGitHub } from "#server/connectors/github/open-github.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { hasImage } from "#server/connectors/registry/has-image.ts";
import { splitRepository } from "#server/connectors/registry/image-reference.ts";
import { missingParts } from "#server/connectors/registry/missing-parts.ts";
import { findRegistry, type Registry } from "#server/connectors/registry/open-registry.ts";
import { RegistryError } from "#server/connectors/registry/registry-error.ts";
import { fingerprintsLast } from "#server/platform/fingerprint.ts";
import { OutboundError } from "#server/platform/outbound.ts";
import { defineCall } from "#server/platform/rpc.ts";
import { compareHeld, heldSchema, usedObjectSchema } from "./held.ts";
import { migrationFiles } from "./migration-files.ts";
import { readHeld } from "./read-held.ts";
import { changedValueSchema } from "./schema.ts";

/** Where the objects of the revision are, and what they held then; null where nobody has noted that. */
const held = z.object({
	...{ connectionId: z.uuid(), namespace: z.string(), serviceId: z.uuid() },
	...{ objects: z.array(usedObjectSchema), noted: heldSchema.nullable() },
});
const asked = z.object({
	/** "registry.example/almena/checkout" without tag and digest. */
	image: z.object({ repository: z.string(), digest: z.string() }).nullable(),
	commits: z.object({ slug: z.string(), base: z.string(), head: z.string() }).nullable(),
	held: held.nullable(),
});
const seen = z.object({
	/** `incomplete`: its manifest is there, what stands in `missing` is not. `unlisted`: nobody could say of what it is made. */
	image: z.enum(["there", "gone", "incomplete", "unlisted", "unconnected", "away", "unknown"]),
	missing: z.array(
		z.object({ digest: z.string(), kind: z.enum(["config", "layer"]), platform: z.string().nullable() }),
	),
	values: z.object({ state: z.enum(["known", "unnoted", "forbidden", "away"]), changed: z.array(changedValueSchema) }),
	migrations: z.object({
		state: z.enum(["known", "unlisted", "unconnected", "away", "unknown"]),
		paths: z.array(z.string()),
	}),
});
type Seen = z.infer<typeof seen>;

/** Asks the worker for what only the registry and GitHub know about a way back. */
export const inspectRollbackCall = defineCall({ name: "deployments.inspect-rollback", input: asked, output: seen });

/** What was not asked, or not answered. */
export const nothingSeen = (state: "away" | "unknown"): Seen => ({
	...{ image: state, missing: [] },
	values: { state: "away", changed: [] },
	migrations: { state, paths: [] },
});

/**
 * Looks whether the image can still be pulled, which migrations lie between two commits, and which keys hold something else than
 * then. Never throws for what does not answer.
 */
export async function inspectRollback({ image, commits, held }: z.infer<typeof asked>): Promise<Seen> {
	const [found, migrations, values] = await Promise.all([
		lookForImage(image),
		lookForMigrations(commits),
		lookForValues(held),
	]);
	return { ...found, migrations, values };
}

async function lookForValues(held: z.infer<typeof asked>["held"]): Promise<Seen["values"]> {
	if (!held?.noted || !fingerprintsLast()) return { state: "unnoted", changed: [] };
	const { noted } = held;
	try {
		const now = await readHeld(clusterOf(held.connectionId), held);
		return { state: "known", changed: compareHeld(noted.objects, now).slice(0, mostChanged) };
	} catch (error) {
		if (!(error instanceof KubernetesError)) throw error;
		return { state: error.code === "forbidden" ? "forbidden" : "away", changed: [] };
	}
}

const mostChanged = 200;
type SeenImage = Pick<Seen, "image" | "missing">;
const said = (image: Seen["image"], missing: Seen["missing"] = []): SeenImage => ({ image, missing });

async function lookForImage(image: z.infer<typeof asked>["image"]): Promise<SeenImage> {
	const place = image && splitRepository(image.repository);
	if (!place) return said("unknown");
	const registry = await findRegistry(place.host);
	if (!registry) return said("unconnected");
	try {
		if (!(await hasImage(registry, place.name, image.digest))) return said("gone");
	} catch (error) {
		return said(unanswered(error, "away"));
	}
	return lookForParts(registry, place.name, image.digest);
}

/** Images that were whole lately: an open page asks again whenever something is deployed, and some registries count reads. */
const whole = new LRUCache<string, true>({ max: 1_000, ttl: 600_000 });

async function lookForParts(registry: Registry, name: string, digest: string): Promise<SeenImage> {
	const key = `${registry.url} ${name} ${digest}`;
	if (whole.has(key)) return said("there");
	try {
		const missing = await missingParts(registry, name, digest);
		if (!missing) return said("gone");
		if (missing.length === 0) whole.set(key, true);
		return said(missing.length > 0 ? "incomplete" : "there", missing);
	} catch (error) {
		return said(unanswered(error, "unlisted"));
	}
}

/** What to say of a registry that did not answer; throws whatever else went wrong. */
function unanswered(error: unknown, state: Seen["image"]): Seen["image"] {
	if (error instanceof RegistryError || error instanceof OutboundError) return state;
	throw error;
}

const mostPaths = 50;
/** What lies between two commits never changes, and an open page asks again whenever something is deployed anywhere. */
const between = new LRUCache<string, Seen["migrations"]>({ max: 1_000, ttl: 3_600_000 });

async function lookForMigrations(commits: z.infer<typeof asked>["commits"]): Promise<Seen["migrations"]> {
	if (!commits) return { state: "unknown", paths: [] };
	const client = await findGitHub();
	if (!client) return { state: "unconnected", paths: [] };
	const key = `${client.options.url} ${commits.slug} ${commits.base} ${commits.head}`;
	const known = between.get(key);
	if (known) return known;
	try {
		const changed = await compareCommits(client, commits);
		if (!changed) return { state: "unknown", paths: [] };
		const paths = migrationFiles(changed.paths).slice(0, mostPaths);
		const found: Seen["migrations"] = { state: changed.complete || paths.length > 0 ? "known" : "unlisted", paths };
		between.set(key, found);
		return found;
	} catch (error) {
		if (error instanceof GitHubError) return { state: "away", paths: [] };
		throw error;
	}
}
