import { describe, expect, it, vi } from "vitest";
import { ApiProblem } from "#components/api/problem.ts";
import type { TerminalInput } from "#server/workloads/terminal/schema.ts";
import { TypedInput } from "./typed-input.ts";

const away = () => new ApiProblem({ status: 503, code: "worker-away", detail: "" });
const textOf = (batches: readonly TerminalInput[]) =>
	Buffer.concat(batches.map(({ data }) => Buffer.from(data, "base64"))).toString("utf8");

/** A typed input whose batches are answered by hand, and which never waits. */
function typing(answer: (batch: TerminalInput) => Promise<unknown> = async () => {}) {
	const sent: TerminalInput[] = [];
	const lost: unknown[] = [];
	const send = (batch: TerminalInput) => {
		sent.push(batch);
		return answer(batch);
	};
	const input = new TypedInput({ send, onLost: (error) => lost.push(error), pause: () => Promise.resolve() });
	return { input, sent, lost };
}

describe("TypedInput", () => {
	it("sends the first key at once, and gathers what is typed until it has arrived", async () => {
		let arrive = () => {};
		const { input, sent } = typing(() => new Promise<void>((resolve) => (arrive = resolve)));
		input.type("l");
		input.type("s");
		input.type(" ñ\r");
		expect(textOf(sent)).toBe("l");
		arrive();
		await vi.waitFor(() => expect(sent).toHaveLength(2), 10_000);
		expect(textOf(sent)).toBe("ls ñ\r");
		expect(sent.map(({ seq }) => seq)).toEqual([1, 2]);
	});

	it("sends the same batch again under its number while Lazo is away, and what came after it later", async () => {
		let tries = 0;
		const { input, sent } = typing(() => (++tries < 3 ? Promise.reject(away()) : Promise.resolve()));
		input.type("a");
		input.type("b");
		await vi.waitFor(() => expect(sent).toHaveLength(4), 10_000);
		expect(sent.map(({ seq }) => seq)).toEqual([1, 1, 1, 2]);
		expect(textOf(sent.slice(2))).toBe("ab");
	});

	it("says that something was lost once and sends nothing after it", async () => {
		const { input, sent, lost } = typing(() =>
			Promise.reject(new ApiProblem({ status: 409, code: "terminal-over", detail: "" })),
		);
		input.type("a");
		await vi.waitFor(() => expect(lost).toHaveLength(1), 10_000);
		input.type("b");
		expect(sent).toHaveLength(1);
	});

	it("cuts a long paste into batches that Lazo takes, and takes none that could not wait", async () => {
		const { input, sent } = typing();
		const pasted = "ü".repeat(50_000);
		expect(input.type(pasted)).toBe(true);
		await vi.waitFor(() => expect(textOf(sent)).toBe(pasted), 10_000);
		expect(Math.max(...sent.map(({ data }) => data.length))).toBeLessThanOrEqual(64_000);
		expect(input.type("x".repeat(2_000_000))).toBe(false);
	});
});
