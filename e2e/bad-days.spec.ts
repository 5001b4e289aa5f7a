import { describe } from "vitest";

// One after the other, since each breaks the one product, and in one file, since tests that need no product run beside it.
for (const day of ["database-away", "malformed", "outside-away", "power-cut"])
	describe(`bad days: ${day}`, async () => {
		await import(`./bad-days/${day}.ts`);
	});
