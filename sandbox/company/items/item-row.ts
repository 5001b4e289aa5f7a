/** One line of a team's plan: number, title, type, priority, points, service, state, assignee, sprint. */
export type ItemRow = [
	number: number,
	title: string,
	type: "feature" | "bug" | "debt" | "incident" | "security",
	priority: "urgent" | "high" | "medium" | "low",
	estimate: number,
	service: string,
	state: "backlog" | "todo" | "in_progress" | "in_review" | "done",
	assignee: string | null,
	sprint: "previous" | "current" | "backlog",
];
