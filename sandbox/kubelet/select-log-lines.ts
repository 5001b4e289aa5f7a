/** What a reader of a log asks for, as in the API's pod log options. */
export type LogSelection = {
	tailLines: number | null;
	/** Lines since then; milliseconds since 1970. */
	since: number | null;
	timestamps: boolean;
};

/** The lines a reader gets, each with its line break, out of the lines of a log file in CRI format. */
export function selectLogLines(lines: string[], selection: LogSelection): string[] {
	const { since, tailLines } = selection;
	const recent = since === null ? lines : lines.filter((line) => Date.parse(`${line.slice(0, 23)}Z`) >= since);
	const last = tailLines === null ? recent : recent.slice(Math.max(0, recent.length - tailLines));
	return last.map((line) => presentLogLine(line, selection.timestamps));
}

/** One line as a reader sees it: without stream and flag, and without time unless wanted. */
export function presentLogLine(line: string, timestamps: boolean): string {
	const [time = "", , , ...words] = line.replace(/\n$/, "").split(" ");
	const text = words.join(" ");
	return `${timestamps ? `${time} ${text}` : text}\n`;
}
