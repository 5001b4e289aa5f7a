import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { endParts } from "./end-parts.ts";
import { type PartProcess, startPart } from "./part-process.ts";

const folder = mkdtempSync(join(tmpdir(), "parts-"));
afterAll(() => rmSync(folder, { recursive: true }));

function start(script: string, onLine: (line: string) => void = () => {}): PartProcess {
	return startPart({ name: "sample", command: [process.execPath, "-e", script], onLine });
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		// A process that nobody has waited for yet is dead all the same.
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
	} catch {
		return false;
	}
}

describe("a part of the sandbox", () => {
	it("is ready when it says so, and what else it says is passed on", async () => {
		const lines: string[] = [];
		const part = start(
			`console.error("warming up"); setTimeout(() => console.log("ready"), 50); setInterval(() => {}, 1000)`,
			(line) => lines.push(line),
		);
		await part.ready;
		await vi.waitFor(() => expect(lines).toEqual(["warming up"]), 10_000);
		await endParts([part]);
	});

	it("that ends before it is ready is reported with its code", async () => {
		await expect(start("process.exit(3)").ready).rejects.toThrow("sample ended with code 3 before it was ready");
	});

	it("takes all it has started with it, even what does not listen", async () => {
		const file = join(folder, "stubborn");
		const part = start(`
			const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
			const child = require("child_process").spawn(process.execPath, ["-e", stubborn], { stdio: "ignore" });
			require("fs").writeFileSync(${JSON.stringify(file)}, String(child.pid));
			process.stdin.on("end", () => process.exit(0)).resume();
			console.log("ready");
		`);
		await part.ready;
		const grandchild = Number(readFileSync(file, "utf8"));
		expect(isAlive(grandchild)).toBe(true);
		await endParts([part]);
		await vi.waitFor(() => expect(isAlive(grandchild)).toBe(false), 10_000);
	});

	it("that refuses to end is ended all the same", async () => {
		const part = start(`process.on("SIGTERM", () => {}); console.log("ready"); setInterval(() => {}, 1000)`);
		await part.ready;
		await endParts([part]);
		expect(await part.ended).toBe(null);
	});
});

describe("a part whose parent dies", () => {
	it("ends with it", async () => {
		const file = join(folder, "orphan");
		const partUrl = JSON.stringify(new URL("../part/on-end.ts", import.meta.url).href);
		const orphan = join(folder, "orphan.mjs");
		writeFileSync(
			orphan,
			`import { onEnd } from ${partUrl}; onEnd(() => {}); setInterval(() => {}, 1000); console.log("ready");`,
		);
		const supervisor = start(`
			const child = require("child_process").spawn(process.execPath, [${JSON.stringify(orphan)}], { detached: true, stdio: ["pipe", "pipe", "inherit"] });
			require("fs").writeFileSync(${JSON.stringify(file)}, String(child.pid));
			child.stdout.once("data", () => console.log("ready"));
		`);
		await supervisor.ready;
		const pid = Number(readFileSync(file, "utf8"));
		expect(isAlive(pid)).toBe(true);
		supervisor.kill();
		await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 3000 });
	});
});
