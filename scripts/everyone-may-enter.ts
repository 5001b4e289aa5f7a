import { statSync } from "node:fs";
import { dirname } from "node:path";

/** Whether every user of this machine may go into a folder, all the way from the root. */
export function everyoneMayEnter(path: string): boolean {
	for (let at = path; ; at = dirname(at)) {
		if ((statSync(at).mode & 0o001) === 0) return false;
		if (at === dirname(at)) return true;
	}
}
