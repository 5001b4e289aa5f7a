import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { parseConfig } from "#server/platform/config/load.ts";

const root = path.resolve(import.meta.dirname, "..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const document: unknown = parse(read("docker-compose.yml"), { merge: true });

const serviceSchema = z.object({
	image: z.string(),
	command: z.array(z.string()).default([]),
	user: z.string().optional(),
	read_only: z.boolean().default(false),
	environment: z.record(z.string(), z.coerce.string()).default({}),
	volumes: z.array(z.string()).default([]),
	profiles: z.array(z.string()).default([]),
});
const { services } = z.object({ services: z.record(z.string(), serviceSchema) }).parse(document);
const own = Object.entries(services).filter(([, { image }]) => image.includes("LAZO_IMAGE"));

let secrets: Record<string, string> = {};
beforeAll(() => {
	const env = execFileSync(process.execPath, [path.join(root, "deploy/compose/make-env.ts")], { encoding: "utf8" });
	secrets = Object.fromEntries(env.split("\n").flatMap((line) => (/^[A-Z_]+=/.test(line) ? [splitOnce(line)] : [])));
});

test("the compose file keeps to the Compose specification", () => {
	const ajv = new Ajv2020({ strict: false, allErrors: true });
	addFormats.default(ajv);
	const validate = ajv.compile(JSON.parse(read("deploy/compose/compose-spec.schema.json")));
	validate(document);
	expect(validate.errors ?? []).toEqual([]);
	expect(validate({ services: { web: { image: 3 } } })).toBe(false);
});

test("without a profile it is the portal alone; observability adds Prometheus and Alertmanager", () => {
	const names = (profile: string | null) =>
		Object.keys(services).filter((name) => (services[name]?.profiles[0] ?? null) === profile);
	expect(names(null)).toEqual(["postgres", "migrate", "web", "worker"]);
	expect(names("observability")).toEqual(["prometheus", "alertmanager"]);
});

describe("with the secrets of make-env.ts", () => {
	test("nothing that the compose file insists on is missing", () => {
		const wanted = [...read("docker-compose.yml").matchAll(/\$\{([A-Z_]+)(?::\?[^}]*)?\}/g)].map(([, name]) => name);
		expect([...new Set(wanted)].filter((name) => !secrets[name ?? ""])).toEqual([]);
	});

	test.each(["web", "worker"])("%s accepts the settings it is given", (name) => {
		const settings = parseConfig(environmentOf(name));
		expect(settings.DATABASE_URL).toContain(`lazo_${name}:`);
		expect(settings.LAZO_URL).toBe("http://127.0.0.1:3000");
	});

	test("web is given no credential of an outside system and cannot open sealed ones", () => {
		const given = Object.keys(environmentOf("web"));
		expect(given).not.toContain("SEAL_PRIVATE_KEY");
		expect(given.filter((name) => /^(GITHUB_TOKEN|GITHUB_APP_|KUBERNETES_|PROMETHEUS_|REGISTRY_)/.test(name))).toEqual(
			[],
		);
	});
});

test.each(own)("%s runs without root on a read-only file system, from a file that exists", (_, service) => {
	expect(service.user).toBe("1000:1000");
	expect(service.read_only).toBe(true);
	expect(service.command[0]).toBe("node");
	const script = service.command.slice(1).find((word) => !word.startsWith("-"));
	expect(existsSync(path.join(root, script ?? "no command"))).toBe(true);
});

test("every file that is mounted exists", () => {
	const mounted = Object.values(services).flatMap(({ volumes }) => volumes.filter((volume) => volume.startsWith("./")));
	expect(mounted.length).toBeGreaterThan(0);
	for (const volume of mounted) expect(existsSync(path.join(root, volume.split(":")[0] ?? "")), volume).toBe(true);
});

test("the image is built by scripts of package.json and does not run as root", () => {
	const dockerfile = read("Dockerfile");
	const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read("package.json")));
	const steps = [...dockerfile.matchAll(/^RUN (.*)$/gm)].map(([, step]) => step);
	expect(steps).toEqual(["npm ci", "npm run build", "npm prune --omit=dev"]);
	expect(Object.keys(scripts)).toContain("build");
	expect(dockerfile).toMatch(/^USER node$/m);
});

/** The environment of a service, with `${…}` filled in from the generated secrets and nothing else. */
function environmentOf(name: string): Record<string, string> {
	const environment = services[name]?.environment ?? {};
	return Object.fromEntries(
		Object.entries(environment).map(([key, value]) => [
			key,
			value.replace(
				/\$\{([A-Z_]+)(?::-([^}]*)|:\?[^}]*)?\}/g,
				(_, variable, fallback) => secrets[variable] ?? fallback ?? "",
			),
		]),
	);
}

function splitOnce(line: string): [string, string] {
	const at = line.indexOf("=");
	return [line.slice(0, at), line.slice(at + 1)];
}
