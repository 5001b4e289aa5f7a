import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";

const rotateAt = 4 * 1024 * 1024;

/**
 * The log of one run of a container, in the format of container runtimes (CRI): time, stream, `F` for a whole line,
 * the line. Written at once, so that a reader who subscribes right after reading misses and repeats nothing.
 */
export class ContainerLog {
	readonly #file: string;
	readonly #followers = new Set<Follower>();
	#rest = { stdout: "", stderr: "" };
	#bytes: number;
	ended = false;

	constructor(file: string) {
		mkdirSync(dirname(file), { recursive: true });
		this.#file = file;
		this.#bytes = existsSync(file) ? statSync(file).size : 0;
	}

	/** Takes what a process wrote, whole lines or not. */
	write(stream: "stdout" | "stderr", chunk: string): void {
		const lines = (this.#rest[stream] + chunk).split("\n");
		this.#rest[stream] = lines.pop() ?? "";
		if (lines.length > 0) this.#append(lines.map((line) => logLine(stream, line, new Date())));
	}

	/** No more will be written; what is left of a line is written as one. */
	end(): void {
		for (const stream of ["stdout", "stderr"] as const) if (this.#rest[stream]) this.write(stream, "\n");
		this.ended = true;
		for (const follower of this.#followers) follower.onEnd();
		this.#followers.clear();
	}

	follow(follower: Follower): () => void {
		this.#followers.add(follower);
		return () => this.#followers.delete(follower);
	}

	#append(lines: string[]): void {
		const text = lines.join("");
		if (this.#bytes > rotateAt) {
			renameSync(this.#file, `${this.#file}.1`);
			this.#bytes = 0;
		}
		appendFileSync(this.#file, text);
		this.#bytes += Buffer.byteLength(text);
		for (const follower of this.#followers) for (const line of lines) follower.onLine(line);
	}
}

export type Follower = { onLine: (line: string) => void; onEnd: () => void };

/** One line as it stands in a log file, with its line break; nanoseconds as far as the clock knows them. */
export function logLine(stream: "stdout" | "stderr", line: string, time: Date): string {
	return `${time.toISOString().replace("Z", "000000Z")} ${stream} F ${line}\n`;
}

/** The lines of a log file and of its rotated part, oldest first, without line breaks. */
export function readLogLines(file: string): string[] {
	const parts = [`${file}.1`, file].filter((part) => existsSync(part)).map((part) => readFileSync(part, "utf8"));
	return parts.join("").split("\n").filter(Boolean);
}
