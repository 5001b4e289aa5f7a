import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankBetween } from "./rank.ts";

describe("rankBetween", () => {
	it("lies strictly between its neighbours, however often one inserts (property)", () => {
		fc.assert(
			fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 80 }), (places) => {
				const ranks: string[] = [];
				for (const place of places) {
					const at = place % (ranks.length + 1);
					ranks.splice(at, 0, rankBetween(ranks[at - 1] ?? null, ranks[at] ?? null));
				}
				expect(ranks).toEqual([...new Set(ranks)].sort());
			}),
		);
	});
	it("stays short when cards are always put at the end", () => {
		let rank: string | null = null;
		for (let i = 0; i < 200; i++) rank = rankBetween(rank, null);
		expect(rank?.length).toBeLessThan(60);
	});
});
