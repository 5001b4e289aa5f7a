import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const releaseSchema = z.looseObject({
	service: z.string(),
	version: z.string(),
	digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
	createdAt: z.iso.datetime({ offset: true }),
	/** How it turns out when it is deployed; everything but `good` is for people to find out. */
	behaviour: z.string(),
	/** Keys of the items that it brings. */
	items: z.array(z.string()).default([]),
});

/** A version of a service that a release run built and pushed. */
export type Release = z.infer<typeof releaseSchema>;

/** All releases of the company, oldest first. Throws when the GitHub part has not written them. */
export function readReleases(dataDir: string): Release[] {
	const file = join(dataDir, "github", "releases.json");
	const releases = z.array(releaseSchema).parse(JSON.parse(readFileSync(file, "utf8")));
	return releases.sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
}

/** The good versions of a service, oldest first. */
export function goodReleases(releases: Release[], service: string): Release[] {
	return releases.filter((release) => release.service === service && release.behaviour === "good");
}
