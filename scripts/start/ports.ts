import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";

/** Whether nothing listens on a port of 127.0.0.1. */
export function portIsFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once("error", () => resolve(false));
		server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
	});
}

/** " by node (pid 123)" where the system tells, else "". Linux only. */
export async function describeOwner(port: number): Promise<string> {
	try {
		const pid = ownerOfPort(port);
		if (!pid) return "";
		const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").filter(Boolean).slice(0, 3).join(" ");
		return ` by ${command.slice(0, 80)} (pid ${pid})`;
	} catch {
		return "";
	}
}

/** Process id of who listens on a port of this machine, or undefined. Linux only. */
export function ownerOfPort(port: number): number | undefined {
	const inode = socketInode(port);
	const pid = inode && processOfSocket(inode);
	return pid ? Number(pid) : undefined;
}

function socketInode(port: number): string | undefined {
	const hex = port.toString(16).toUpperCase().padStart(4, "0");
	for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
		for (const line of readFileSync(table, "utf8").split("\n").slice(1)) {
			const fields = line.trim().split(/\s+/);
			if (fields[1]?.endsWith(`:${hex}`) && fields[3] === "0A") return fields[9];
		}
	}
	return undefined;
}

function processOfSocket(inode: string): string | undefined {
	return readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name))
		.find((pid) => {
			try {
				return readdirSync(`/proc/${pid}/fd`).some(
					(fd) => readlinkSync(`/proc/${pid}/fd/${fd}`) === `socket:[${inode}]`,
				);
			} catch {
				return false;
			}
		});
}
