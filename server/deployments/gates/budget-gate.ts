import type { JudgedGate } from "./gate.ts";

/** Something is left of the error budget. Nothing is said where the service names no objective. */
export const budgetGate: JudgedGate = {
	code: "budget-left",
	weight: ({ production }) => (production ? "block" : "warn"),
	find: async ({ reader, place }) => {
		const { serviceId, environmentId } = place;
		const budget = await reader.errorBudget.findUnique({
			where: { serviceId_environmentId: { serviceId, environmentId } },
		});
		if (budget?.remaining === null || budget === null) return null;
		const { remaining, objective, windowDays, computedAt } = budget;
		return {
			passes: remaining > 0,
			params: {
				percent: Math.round(remaining * 1_000) / 10,
				objective: Math.round(objective * 1e5) / 1e3,
				days: windowDays,
				at: computedAt.toISOString(),
			},
		};
	},
};
