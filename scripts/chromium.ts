import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Path of a Chromium: CHROMIUM_PATH, one on PATH, or Debian's, installed when we are root. Throws with what to do. */
export function findChromium(): string {
	const named = process.env.CHROMIUM_PATH;
	if (named && existsSync(named)) return named;
	const found = known.find((path) => existsSync(path)) ?? onPath();
	if (found) return found;
	if (process.getuid?.() === 0 && spawnSync("which", ["apt-get"]).status === 0) {
		console.log("● Installing Debian's chromium for the browser tests");
		execFileSync("apt-get", ["update", "-qq"], { stdio: ["ignore", "ignore", "inherit"] });
		execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
			stdio: ["ignore", "ignore", "inherit"],
			env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
		});
		return "/usr/bin/chromium";
	}
	throw new Error("No Chromium found. Install one (apt-get install chromium) or set CHROMIUM_PATH.");
}

function onPath(): string | undefined {
	for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
		const { status, stdout } = spawnSync("which", [name], { encoding: "utf8" });
		if (status === 0) return stdout.trim();
	}
	return undefined;
}
