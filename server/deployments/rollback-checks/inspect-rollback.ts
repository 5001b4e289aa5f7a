import { LRUCache } from "lru-cache";
import { z } from "zod";
import { compareCommits } from "#server/connectors/github/compare-commits.ts";
import { GitHubError } from "#server/connectors/github/github-error.ts";
import { findGitHub } from "#server/connectors/github/open-github.ts";
import { hasImage } from "#server/connectors/registry/has-image.ts";
import { splitRepository } from "#server/connectors/registry/image-reference.ts";
import { findRegistry } from "#server/connectors/registry/open-registry.ts";
import { RegistryError } from "#server/connectors/registry/registry-error.ts";
import { OutboundError } from "#server/platform/outbound.ts";
import { defineCall } from "#server/platform/rpc.ts";
import { migrationFiles } from "./migration-files.ts";

const asked = z.object({
	/** "registry.example/almena/checkout" without tag and digest. */
	image: z.object({ repository: z.string(), digest: z.string() }).nullable(),
	commits: z.object({ slug: z.string(), base: z.string(), head: z.string() }).nullable(),
});
const seen = z.object({
	image: z.enum(["there", "gone", "unconnected", "away", "unknown"]),
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
	image: state,
	migrations: { state, paths: [] },
});

/** Looks whether the image is still there, and which migrations lie between two commits. Never throws for what does not answer. */
export async function inspectRollback({ image, commits }: z.infer<typeof asked>): Promise<Seen> {
	const [there, migrations] = await Promise.all([lookForImage(image), lookForMigrations(commits)]);
	return { image: there, migrations };
}

async function lookForImage(image: z.infer<typeof asked>["image"]): Promise<Seen["image"]> {
	const place = image && splitRepository(image.repository);
	if (!place) return "unknown";
	const registry = await findRegistry(place.host);
	if (!registry) return "unconnected";
	try {
		return (await hasImage(registry, place.name, image.digest)) ? "there" : "gone";
	} catch (error) {
		if (error instanceof RegistryError || error instanceof OutboundError) return "away";
		throw error;
	}
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
