import { build } from "./start/build.ts";
import { Processes } from "./start/processes.ts";

// Builds the web process where its sources have changed, and nothing else.
await build(new Processes());
