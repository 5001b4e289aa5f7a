import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { breakSomething, mendSomething } from "./control/break-and-mend.ts";
import { defaultDataFolder } from "./control/default-data-folder.ts";
import { faultKinds } from "./control/fault-kinds.ts";
import { sandboxStatus } from "./control/sandbox-status.ts";
import { readClaim } from "./supervisor/claim-data-folder.ts";

const faults = Object.entries(faultKinds).map(([name, { target }]) => `  ${name}${target ? ` <${target.what}>` : ""}`);
const usage = `Breaks and mends things in a running sandbox.

  npm run sandbox -- break <fault> [target]
  npm run sandbox -- mend <fault> [target] | all
  npm run sandbox -- status

Faults:
${faults.join("\n")}

--data FOLDER names the sandbox's data folder (default ./.data/sandbox).`;

async function answer(): Promise<string> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { data: { type: "string" }, help: { type: "boolean", short: "h" } },
	});
	const dataDir = values.data ? resolve(values.data) : defaultDataFolder();
	const [command, ...words] = positionals;
	if (values.help || command === undefined) return usage;
	if (words.length > 2) throw new Error(`"${words.slice(2).join(" ")}" is one word too many\n\n${usage}`);
	if (command === "status") return sandboxStatus(dataDir);
	if (command !== "break" && command !== "mend") throw new Error(`there is no command "${command}"\n\n${usage}`);
	if (!readClaim(dataDir)?.running) throw new Error(await sandboxStatus(dataDir));
	return command === "break" ? breakSomething(dataDir, words) : mendSomething(dataDir, words);
}

try {
	console.log(await answer());
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
