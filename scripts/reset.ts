import { existsSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { chooseDataFolder } from "./start/data-folder.ts";
import { readOptions } from "./start/options.ts";
import { describeOwner, portIsFree } from "./start/ports.ts";

// `npm run reset`: throws the data of `npm start` away. Refuses while it runs.
const options = readOptions(process.argv.slice(2), process.env);
for (const [port, use] of options.ports) {
	if (!(await portIsFree(port))) {
		console.error(`Port ${port} (${use}) is in use${await describeOwner(port)}: stop Lazo first, then reset.`);
		process.exit(1);
	}
}
const folders = [...new Set([resolve(options.data), chooseDataFolder(options.data)])].filter((folder) =>
	existsSync(join(folder)),
);
for (const folder of folders) rmSync(folder, { recursive: true, force: true });
console.log(`Removed ${folders.join(" and ")}. The next \`npm start\` begins anew.`);
