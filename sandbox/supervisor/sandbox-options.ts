import { parseArgs } from "node:util";
import { type PartOptions, partOptions } from "../part/part-options.ts";

export type SandboxOptions = PartOptions & { controlPlane: "sandbox" | "real" };

const usage = "node sandbox/main.ts [--data FOLDER] [--port N] [--lazo-url URL] [--control-plane sandbox|real]";

/** Reads the options of the whole sandbox; throws with the usage for anything it does not know. */
export function sandboxOptions(args: string[]): SandboxOptions {
	const { values } = parseArgs({
		args,
		options: {
			data: { type: "string" },
			port: { type: "string" },
			"lazo-url": { type: "string" },
			"control-plane": { type: "string" },
		},
	});
	const controlPlane = values["control-plane"] ?? "sandbox";
	if (controlPlane !== "sandbox" && controlPlane !== "real") {
		throw new Error(`--control-plane ${controlPlane} is neither sandbox nor real\nusage: ${usage}`);
	}
	return { ...partOptions(args), controlPlane };
}
