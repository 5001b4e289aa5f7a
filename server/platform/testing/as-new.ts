import { forgetConfig } from "../config/load.ts";
import { stopJobs } from "../jobs.ts";

// Runs before every test file: files share a process, and none of them may see what another one has set or left open.
const key = Symbol.for("lazo.test.environment");
const shared = globalThis as { [key]?: NodeJS.ProcessEnv };
shared[key] ??= { ...process.env };
for (const name of Object.keys(process.env)) if (!(name in shared[key])) delete process.env[name];
Object.assign(process.env, shared[key]);
forgetConfig();
await stopJobs();
