import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ContainerLog, logLine, readLogLines } from "./container-log.ts";
import { selectLogLines } from "./select-log-lines.ts";

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "container-log-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("ContainerLog", () => {
	it("writes whole lines in the format of container runtimes, whatever pieces they come in", () => {
		const file = join(folder, "app", "0.log");
		const log = new ContainerLog(file);
		log.write("stdout", "one\ntw");
		log.write("stderr", "oops\n");
		log.write("stdout", "o\nrest");
		log.end();
		const lines = readFileSync(file, "utf8").split("\n");
		expect(lines.map((line) => line.slice(31))).toEqual([
			"stdout F one",
			"stderr F oops",
			"stdout F two",
			"stdout F rest",
			"",
		]);
		expect(lines[0]?.slice(0, 30)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
	});

	it("hands a follower every later line once and tells it the end", () => {
		const log = new ContainerLog(join(folder, "0.log"));
		log.write("stdout", "before\n");
		const seen: string[] = [];
		log.follow({ onLine: (line) => seen.push(line.slice(31)), onEnd: () => seen.push("end") });
		log.write("stdout", "after\n");
		log.end();
		expect(seen).toEqual(["stdout F after\n", "end"]);
	});

	it("keeps the lines before a rotation readable", () => {
		const file = join(folder, "0.log");
		const log = new ContainerLog(file);
		log.write("stdout", "first\n");
		log.write("stdout", `${"x".repeat(5 * 1024 * 1024)}\n`);
		log.write("stdout", "last\n");
		const lines = readLogLines(file);
		expect([lines.length, lines[0]?.slice(31), lines[2]?.slice(31)]).toEqual([3, "stdout F first", "stdout F last"]);
		expect(readFileSync(file, "utf8")).toContain("last");
		expect(readFileSync(file, "utf8")).not.toContain("first");
	});
});

describe("selectLogLines", () => {
	const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
	const lines = [1, 2, 3].map((second) => logLine("stdout", `line  ${second} F`, at(second)).trimEnd());
	const all = { tailLines: null, since: null, timestamps: false };

	it("gives the bare lines, their spaces untouched", () => {
		expect(selectLogLines(lines, all)).toEqual(["line  1 F\n", "line  2 F\n", "line  3 F\n"]);
	});

	it("gives the last lines, those since a time, and times when wanted", () => {
		expect(selectLogLines(lines, { ...all, tailLines: 1 })).toEqual(["line  3 F\n"]);
		expect(selectLogLines(lines, { ...all, tailLines: 0 })).toEqual([]);
		expect(selectLogLines(lines, { ...all, since: at(2).getTime(), timestamps: true })).toEqual([
			"2026-01-01T00:00:02.000000000Z line  2 F\n",
			"2026-01-01T00:00:03.000000000Z line  3 F\n",
		]);
	});
});
