export type VerdictLine = {
	deploymentId: string;
	environment: string;
	version: string;
	state: string;
	at: Date | null;
};

const words: Record<string, string> = {
	better: "🟢 better than before",
	unchanged: "⚪ as before",
	worse: "🔴 worse than before",
};

/** The text of the comment, in GitHub's Markdown: one row per environment. */
export function verdictComment(lines: readonly VerdictLine[], lazoUrl: string): string {
	const rows = lines.map(({ deploymentId, environment, version, state, at }) => {
		const url = new URL(`/deployments/${deploymentId}`, lazoUrl).href;
		const day = at ? at.toISOString().slice(0, 16).replace("T", " ") : "";
		return `| ${plain(environment)} | [${plain(version)}](${url}) | ${words[state] ?? plain(state)} | ${day} |`;
	});
	return [
		"**How this change did where it runs**",
		"",
		"| environment | version | errors and durations | deployed (UTC) |",
		"|---|---|---|---|",
		...rows,
		"",
		"Lazo compared what was measured before and after each deployment. This comment is kept up to date.",
	].join("\n");
}

/** Nothing that a name holds may become a link, a mention, a cell or HTML. */
const plain = (text: string): string => text.replaceAll(/[^\p{L}\p{N} ._+-]/gu, "").slice(0, 80);
