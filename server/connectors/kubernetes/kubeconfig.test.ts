import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readKubeconfig } from "./kubeconfig.ts";

const folder = mkdtempSync(join(tmpdir(), "lazo-kubeconfig-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Entry = { name: string; user: string; token: string };

function written(entries: Entry[]): string {
	const file = join(folder, "config");
	const clusters = entries.map(({ name }) => ({ name, cluster: { server: `https://${name}.example.org/` } }));
	const users = entries.map(({ user, token }) => ({ name: user, user: { token } }));
	const contexts = entries.map(({ name, user }) => ({ name, context: { cluster: name, user } }));
	writeFileSync(file, JSON.stringify({ clusters, users, contexts }));
	return file;
}

describe("readKubeconfig", () => {
	it("gives every context its own address and its own credential", () => {
		const file = written([
			{ name: "harbor", user: "lazo@harbor", token: "h" },
			{ name: "island", user: "lazo@island", token: "i" },
		]);
		const read = readKubeconfig(file).map(({ url, kubeConfig }) => [url, kubeConfig.getCurrentUser()?.token]);
		expect(read).toEqual([
			["https://harbor.example.org", "h"],
			["https://island.example.org", "i"],
		]);
	});

	it("refuses two users of one name, whose tokens could cross (R38)", () => {
		const file = written([
			{ name: "harbor", user: "lazo", token: "h" },
			{ name: "island", user: "lazo", token: "i" },
		]);
		expect(() => readKubeconfig(file)).toThrow('several entries named "lazo"');
	});
});
