import { runSandbox } from "./supervisor/run-sandbox.ts";
import { sandboxOptions } from "./supervisor/sandbox-options.ts";

try {
	await runSandbox(sandboxOptions(process.argv.slice(2)));
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
}
