import { expect, it } from "vitest";
import { changedPaths } from "./changed-paths.ts";

const template = (env: Record<string, string>, image: string) => ({
	spec: { containers: [{ name: "app", image, env: Object.entries(env).map(([name, value]) => ({ name, value })) }] },
});

it("names what differs by path, items of lists by their names", () => {
	expect(changedPaths(template({ MODE: "fast" }, "i:1"), template({ MODE: "slow" }, "i:2"))).toEqual([
		{ path: "spec.containers[app].env[MODE].value", from: "fast", to: "slow" },
		{ path: "spec.containers[app].image", from: "i:1", to: "i:2" },
	]);
});

it("tells that a secret differs, and never what it is", () => {
	const before = { DB_PASSWORD: "hunter2", DATABASE_URL: "postgres://app:hunter2@db/x", JWT_TOKEN: "a b c" };
	const after = {
		DB_PASSWORD: "hunter3",
		DATABASE_URL: "postgres://app:hunter3@db/x",
		NOTE: "ghp_0123456789abcdefABCDEF",
	};
	const changes = changedPaths(template(before, "i"), template(after, "i"));
	expect(changes.filter(({ path }) => path.endsWith(".value"))).toEqual([
		{ path: "spec.containers[app].env[DATABASE_URL].value", from: "[redacted]", to: "[redacted]" },
		{ path: "spec.containers[app].env[DB_PASSWORD].value", from: "[redacted]", to: "[redacted]" },
		{ path: "spec.containers[app].env[JWT_TOKEN].value", from: "[redacted]", to: null },
		{ path: "spec.containers[app].env[NOTE].value", from: null, to: "[redacted]" },
	]);
	expect(JSON.stringify(changes)).not.toMatch(/hunter|ghp_/);
});
