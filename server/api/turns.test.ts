import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { turns } from "./turns.ts";

const line = turns(() => 3);
const stays = new AbortController().signal;
const take = (signal = stays) => line.take(signal);
const all = () => Promise.all(Array.from({ length: 3 }, () => take()));

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

	it("beyond a thousand that wait are refused at once, with the time to come back", async () => {
		const held = await all();
		const kept = Array.from({ length: 1_000 }, () => take());
		await expect(take()).rejects.toMatchObject({ status: 503, code: "busy", retryAfter: 5 });
		for (const done of held) done();
		for (const one of kept) (await one)();
		for (const done of await all()) done();
	});

	it("whose caller has gone leave the line, and are never begun", async () => {
		const held = await all();
		const gone = new AbortController();
		const left = expect(take(gone.signal)).rejects.toMatchObject({ code: "busy" });
		const next = take();
		gone.abort();
		await left;
		held[0]?.();
		(await next)();
		for (const done of held.slice(1)) done();
		for (const done of await all()) done();
	});
});
