/**
 * A person's reason as it may stand in a commit or a pull request of another repository: one line, which mentions nobody,
 * closes no issue and passes for no trailer.
 */
export const inertReason = (reason: string): string =>
	reason
		.replaceAll(/\s+/g, " ")
		.trim()
		.replaceAll(/[@#]|GH-/gi, "$&\u200b");
