import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const releaseSchema = z.looseObject({
	service: z.string(),
	version: z.string(),
	commit: z.string(),
	digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
	createdAt: z.iso.datetime({ offset: true }),
	behaviour: z.looseObject({
		errorRate: z.number().default(0),
		latencyMs: z.number().default(0),
		crashAfterMs: z.number().nullable().default(null),
		startMs: z.number().default(0),
	}),
});

/** A version of a service that a release run built and pushed. */
export type Release = z.infer<typeof releaseSchema>;

/** All releases of the company, oldest first. Throws when the GitHub part has not written them. */
export function readReleases(dataDir: string): Release[] {
	const file = join(dataDir, "github", "releases.json");
	const releases = z.array(releaseSchema).parse(JSON.parse(readFileSync(file, "utf8")));
	return releases.sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
}

/** Whether a version behaves well enough that the company would have kept it. */
export function isGood({ behaviour }: Release): boolean {
	const { errorRate, latencyMs, crashAfterMs, startMs } = behaviour;
	return errorRate <= 0.03 && latencyMs < 500 && crashAfterMs === null && startMs < 20_000;
}

/** The newest version of a service that behaves well; null when it has none. */
export function newestGood(releases: Release[], service: string): Release | null {
	return releases.findLast((release) => release.service === service && isGood(release)) ?? null;
}
