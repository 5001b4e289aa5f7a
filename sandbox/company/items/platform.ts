import type { ItemRow } from "./item-row.ts";

export const platformItems: ItemRow[] = [
	[401, "Passkeys for shoppers", "feature", "high", 8, "identity", "done", "diego", "previous"],
	[402, "Sessions end when a password changes", "security", "urgent", 3, "identity", "done", "diego", "previous"],
	[403, "Read replicas for nightly reports", "debt", "medium", 3, "legacy-reports", "done", "diego", "previous"],
	[404, "Stop mailing empty reports", "bug", "low", 1, "legacy-reports", "done", "diego", "previous"],
	[405, "Lock accounts by address, not by name", "security", "high", 3, "identity", "done", "lucia", "previous"],
	[406, "Hash passwords with more rounds", "security", "medium", 2, "identity", "done", "diego", "previous"],
	[407, "Reports take their dates from the order", "bug", "medium", 2, "legacy-reports", "done", "diego", "previous"],
	[409, "Sign-in events on the queue", "feature", "medium", 3, "identity", "done", "diego", "current"],
	[410, "Export sales to the warehouse", "feature", "high", 5, "legacy-reports", "done", "diego", "current"],
	[412, "Device list for shoppers", "feature", "medium", 5, "identity", "in_review", "diego", "current"],
	[413, "Compare old and new reports", "debt", "medium", 3, "legacy-reports", "in_review", "diego", "current"],
	[415, "Sign-in with the shop's app", "feature", "medium", 8, "identity", "in_progress", "diego", "current"],
	[416, "Alerts for slow sign-in", "feature", "medium", 2, "identity", "todo", "diego", "current"],
	[417, "Move the returns report", "debt", "medium", 3, "legacy-reports", "todo", null, "current"],
	[418, "Rotate the signing key by schedule", "security", "high", 3, "identity", "todo", null, "current"],
	[420, "Retire the stock report", "debt", "low", 2, "legacy-reports", "backlog", null, "backlog"],
	[421, "Delete accounts after three silent years", "feature", "medium", 5, "identity", "backlog", null, "backlog"],
	[422, "Retire legacy-reports", "debt", "medium", 5, "legacy-reports", "backlog", null, "backlog"],
	[423, "Tokens bound to the device", "security", "medium", 8, "identity", "backlog", null, "backlog"],
	[424, "Recovery codes on paper", "feature", "low", 3, "identity", "backlog", null, "backlog"],
];
