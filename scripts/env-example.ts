import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { envExample } from "../server/platform/config/describe.ts";

// `npm run env:example`: writes .env.example from the settings' schema; with --check it only compares.
const file = join(import.meta.dirname, "..", ".env.example");
if (!process.argv.includes("--check")) writeFileSync(file, envExample());
else if (readFileSync(file, "utf8") !== envExample()) {
	console.error(".env.example is older than the settings; run `npm run env:example`.");
	process.exit(1);
}
