import { readdirSync, readFileSync, readlinkSync } from "node:fs";

const established = "01";

/** How many TCP connections a process holds open to a port of this machine. Linux only. */
export function openSockets(pid: number, port: number): number {
	const own = new Set(
		readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
			try {
				return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
			} catch {
				// It was closed meanwhile.
				return [];
			}
		}),
	);
	const ending = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
	const rows = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) => readFileSync(table, "utf8").split("\n").slice(1));
	return rows.filter((row) => {
		const [, , remote, state, , , , , , inode] = row.trim().split(/\s+/);
		return remote?.endsWith(ending) && state === established && own.has(inode ?? "");
	}).length;
}
