// A newcomer's first command. Runs on Node 20 with nothing installed; everything after the installation runs on the Node that the lock file pins.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { compileCache, installed, nodeProgram, root } from "./install.mjs";

await installed();
const child = spawn(nodeProgram(), [join(root, "scripts/start/main.ts"), ...process.argv.slice(2)], {
	cwd: root,
	stdio: "inherit",
	env: { ...process.env, NODE_NO_WARNINGS: "1", NODE_COMPILE_CACHE: compileCache },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
	process.on(signal, () => child.kill(signal === "SIGHUP" ? "SIGTERM" : signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
