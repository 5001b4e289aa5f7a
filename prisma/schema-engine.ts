import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";

const require = createRequire(import.meta.url);
const here = import.meta.dirname;

type SchemaEngine = {
	diff(input: object): Promise<{ exitCode: number; stdout: string | null }>;
	applyMigrations(input: object): Promise<{ appliedMigrationNames: string[] }>;
	free(): void;
};
type EngineModule = {
	__wbg_set_wasm(exports: unknown): void;
	SchemaEngine: { new: (options: object, log: (line: string) => void, adapter: unknown) => Promise<SchemaEngine> };
};

/** The data model, file by file, as the engine wants it. */
export function schemaFiles(folder = join(here, "models")): { path: string; content: string }[] {
	return readdirSync(folder)
		.filter((name) => name.endsWith(".prisma"))
		.sort()
		.map((name) => ({ path: join(folder, name), content: readFileSync(join(folder, name), "utf8") }));
}

let loaded: Promise<EngineModule> | undefined;

/** The module may be instantiated once per process only. */
async function loadEngine(): Promise<EngineModule> {
	const folder = dirname(require.resolve("@prisma/schema-engine-wasm"));
	const engine = (await import(pathToFileURL(join(folder, "schema_engine_bg.js")).href)) as EngineModule;
	const wasm = new WebAssembly.Module(readFileSync(join(folder, "schema_engine_bg.wasm")));
	const instance = new WebAssembly.Instance(wasm, {
		"./schema_engine_bg.js": engine as unknown as WebAssembly.ModuleImports,
	});
	engine.__wbg_set_wasm(instance.exports);
	const start = instance.exports.__wbindgen_start;
	if (typeof start === "function") start();
	return engine;
}

/** Prisma's own schema engine in WebAssembly: no download, the same `_prisma_migrations` table as its CLI. */
export async function openSchemaEngine(connectionString: string): Promise<SchemaEngine> {
	loaded ??= loadEngine();
	const engine = await loaded;
	const datamodels = schemaFiles().map(({ path, content }) => [path, content]);
	return engine.SchemaEngine.new(
		{ datamodels },
		() => {},
		bindMigrationAwareSqlAdapterFactory(
			new PrismaPg({ connectionString, idleTimeoutMillis: 100, allowExitOnIdle: true }),
		),
	);
}
