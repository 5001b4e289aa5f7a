import { build } from "./build.ts";
import { Processes } from "./processes.ts";

// Builds the web process where its sources have changed, and nothing else.
await build(new Processes());
