type Line = {
	id: string;
	status: string;
	url: string | null;
	commitSha: string | null;
	endsAt: Date;
	endedAt: Date | null;
	service: { title: string };
};

const words: Record<string, string> = {
	waiting: "⏳ waits for its image",
	starting: "🔄 starting",
	ready: "🟢 ready",
	failed: "🔴 not ready",
	ending: "⚪ being taken away",
	ended: "⚪ gone",
};

/** The text of the comment, in GitHub's Markdown: one row per service. Pure. */
export function previewComment(lines: readonly Line[], lazoUrl: string): string {
	const rows = lines.map(({ id, status, url, commitSha, endsAt, endedAt, service }) => {
		const detail = new URL(`/previews/${id}`, lazoUrl).href;
		const open = status !== "ended" && status !== "ending";
		const address = url && open ? `<${url}>` : "";
		const end = `${moment(endedAt ?? endsAt)}`;
		return `| ${plain(service.title)} | [${words[status] ?? plain(status)}](${detail}) | ${commitSha?.slice(0, 7) ?? ""} | ${address} | ${end} |`;
	});
	return [
		"**Previews of this pull request**",
		"",
		"| service | state | commit | address | end (UTC) |",
		"|---|---|---|---|---|",
		...rows,
		"",
		"New commits are brought there when their image is built. This comment is kept up to date.",
	].join("\n");
}

const moment = (date: Date) => date.toISOString().slice(0, 16).replace("T", " ");

/** Nothing that a name holds may become a link, a mention, a cell or HTML. */
const plain = (text: string): string => text.replaceAll(/[^\p{L}\p{N} ._+-]/gu, "").slice(0, 80);
