import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Which process listens on a TCP port, as `name (process 123)`; null where /proc does not tell. */
export function portOwner(port: number): string | null {
	const inodes = listeningInodes(port);
	if (inodes.size === 0) return null;
	for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
		if (holdsOne(pid, inodes)) return `${commandOf(pid)} (process ${pid})`;
	}
	return null;
}

/** The socket inodes that listen on a port; columns as in proc(5): local address, state (0A is LISTEN), inode. */
function listeningInodes(port: number): Set<string> {
	const wanted = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
	const inodes = new Set<string>();
	for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
		for (const line of readText(table).split("\n").slice(1)) {
			const columns = line.trim().split(/\s+/);
			if (columns[1]?.endsWith(wanted) && columns[3] === "0A" && columns[9]) inodes.add(columns[9]);
		}
	}
	return inodes;
}

function holdsOne(pid: string, inodes: Set<string>): boolean {
	try {
		return readdirSync(`/proc/${pid}/fd`).some((fd) => {
			const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1];
			return inode !== undefined && inodes.has(inode);
		});
	} catch {
		return false;
	}
}

/** The command line in short: the program and the first argument that is no option. */
function commandOf(pid: string): string {
	const [program = "", ...args] = readText(`/proc/${pid}/cmdline`).split("\0");
	return `${program.split("/").at(-1)} ${args.find((text) => !text.startsWith("-")) ?? ""}`.trim();
}

function readText(file: string): string {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return "";
	}
}
