import { z } from "zod";
import type { Registry } from "./open-registry.ts";
import { readRegistry } from "./read-registry.ts";
import { RegistryError } from "./registry-error.ts";

const shape = z.object({ tags: z.array(z.string().max(128)).nullable() });

/** Tags of an image repository, up to 1,000; empty when it does not exist (yet). */
export async function listTags(registry: Registry, name: string): Promise<string[]> {
	const answer = await readRegistry(registry, { path: `${name}/tags/list?n=1000`, accept: "application/json" });
	if (!answer) return [];
	try {
		return shape.parse(JSON.parse(answer.text)).tags ?? [];
	} catch {
		throw new RegistryError("registry.unreadable", `The tags of ${name} could not be read.`);
	}
}
