import type { ServerResponse } from "node:http";
import { type ContainerLog, readLogLines } from "./container-log.ts";
import { type LogSelection, presentLogLine, selectLogLines } from "./select-log-lines.ts";

export type LogToSend = {
	file: string;
	/** The log while it is still being written by this kubelet. */
	live: ContainerLog | undefined;
	/** The API's pod log options: tailLines, sinceSeconds, sinceTime, timestamps, limitBytes, follow. */
	query: URLSearchParams;
};

/** Sends a log file and, when asked to follow, what is written to it until the container ends or the reader goes. */
export function sendLog({ file, live, query }: LogToSend, response: ServerResponse): void {
	const selection = readSelection(query);
	const limit = readNumber(query.get("limitBytes")) ?? Number.MAX_SAFE_INTEGER;
	let sent = 0;
	const send = (text: string): boolean => {
		const bytes = Buffer.from(text).subarray(0, limit - sent);
		sent += bytes.length;
		response.write(bytes);
		return sent < limit;
	};
	response.writeHead(200, { "content-type": "text/plain; charset=utf-8" });
	const wanted = query.get("follow") === "true" || query.get("follow") === "1";
	const whole = selectLogLines(readLogLines(file), selection).join("");
	const open = whole === "" ? limit > 0 : send(whole);
	if (!wanted || !live || live.ended || !open) {
		response.end();
		return;
	}
	response.flushHeaders();
	const stop = live.follow({
		onLine: (line) => {
			if (send(presentLogLine(line, selection.timestamps))) return;
			stop();
			response.end();
		},
		onEnd: () => response.end(),
	});
	response.on("close", stop);
}

function readSelection(query: URLSearchParams): LogSelection {
	const seconds = readNumber(query.get("sinceSeconds"));
	const time = Date.parse(query.get("sinceTime") ?? "");
	return {
		tailLines: readNumber(query.get("tailLines")),
		since: seconds !== null ? Date.now() - seconds * 1000 : Number.isNaN(time) ? null : time,
		timestamps: query.get("timestamps") === "true" || query.get("timestamps") === "1",
	};
}

function readNumber(value: string | null): number | null {
	return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : null;
}
