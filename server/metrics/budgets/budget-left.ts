/** Share of the budget of failures that is left: 1 when nothing failed, 0 when it is spent, below when overspent. */
export function budgetLeft(target: number, { requests, failed }: { requests: number; failed: number }): number | null {
	return requests > 0 ? 1 - failed / requests / (1 - target) : null;
}
