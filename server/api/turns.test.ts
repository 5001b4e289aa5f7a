import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { turns } from "./turns.ts";

const { take } = turns(() => 3);
const all = () => Promise.all(Array.from({ length: 3 }, take));

describe("pieces of work", () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it("beyond what may run at once wait until one before them is done, in the order they came", async () => {
		const [first, ...others] = await all();
		const order: string[] = [];
		const later = ["a", "b"].map((name) =>
			take().then((done) => {
				order.push(name);
				return done;
			}),
		);
		await Promise.resolve();
		expect(order).toEqual([]);
		first?.();
		const a = await later[0];
		expect(order).toEqual(["a"]);
		a?.();
		(await later[1])?.();
		for (const done of others) done();
	});

	it("that waited too long are told so, and take nobody's turn", async () => {
		const held = await all();
		const late = take();
		const refused = expect(late).rejects.toMatchObject({ status: 503, code: "busy" });
		await vi.advanceTimersByTimeAsync(20_000);
		await refused;
		for (const done of held) done();
		for (const done of await all()) done();
	});
});
