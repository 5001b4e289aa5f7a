import { describe } from "vitest";

// One after the other, since each breaks the one product, and in one file, since tests that need no product run beside it.
const days = {
	"the database is away": () => import("./bad-days/database-away.ts"),
	"what comes is malformed": () => import("./bad-days/malformed.ts"),
	"the outside is away": () => import("./bad-days/outside-away.ts"),
	"the power is cut": () => import("./bad-days/power-cut.ts"),
};

for (const [day, story] of Object.entries(days))
	describe(day, async () => {
		await story();
	});
