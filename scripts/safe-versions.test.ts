import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const root = join(import.meta.dirname, "..");
const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));
const numbers = (version: string) => version.split("-", 1)[0]?.split(".").map(Number) ?? [];

/** Whether one version is at least another, by its three numbers. */
function isAtLeast(version: string, least: string): boolean {
	const [a, b] = [numbers(version), numbers(least)];
	for (let at = 0; at < 3; at++) if ((a[at] ?? 0) !== (b[at] ?? 0)) return (a[at] ?? 0) > (b[at] ?? 0);
	return true;
}

describe("the lock file", () => {
	const packages = z
		.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })
		.parse(read("package-lock.json")).packages;
	const least = z.record(z.string(), z.string()).parse(read("scripts/safe-versions.json"));

	it.each(Object.entries(least))("holds %s at %s or newer", (name, version) => {
		const found = packages[`node_modules/${name}`]?.version;
		expect(found && isAtLeast(found, version)).toBe(true);
	});
	it("names a version for everything, so that npm ci accepts it", () => {
		expect(Object.entries(packages).filter(([path, entry]) => path !== "" && !entry.version)).toEqual([]);
	});
});

describe(".env.example", () => {
	it("lists every setting as it is", async () => {
		const { envExample } = await import("../server/platform/config/describe.ts");
		expect(readFileSync(join(root, ".env.example"), "utf8")).toBe(envExample());
	});
});
