import { execFile } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A program of a Debian package: the package's name and where it stands inside, such as `usr/bin/prometheus`. */
export type DebianProgram = { package: string; binary: string };

/**
 * Finds a program on PATH, else in Lazo's cache, else takes it out of its Debian package without installing it.
 * Works without root, and when several processes ask at once. Answers the absolute path; `null` after one line on
 * stderr when it cannot be had.
 */
export async function debianProgram(wanted: DebianProgram): Promise<string | null> {
	const installed = onPath(basename(wanted.binary));
	if (installed) return installed;
	const folder = join(cacheFolder(), "debian", wanted.package);
	const program = join(folder, wanted.binary);
	if (existsSync(program)) return program;
	try {
		await unpackPackage(wanted.package, folder);
		if (existsSync(program)) return program;
		throw new Error(`its package holds no ${wanted.binary}`);
	} catch (error) {
		const reason = error instanceof Error ? (error.message.trim().split("\n").at(-1) ?? "") : String(error);
		process.stderr.write(
			`${basename(wanted.binary)} is missing: Debian's package ${wanted.package} cannot be had (${reason}); put the program on PATH instead\n`,
		);
		return null;
	}
}

function cacheFolder(): string {
	return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "lazo");
}

function onPath(name: string): string | null {
	for (const folder of (process.env.PATH ?? "").split(delimiter).filter(Boolean)) {
		try {
			accessSync(join(folder, name), constants.X_OK);
			return join(folder, name);
		} catch {
			// Not in this folder.
		}
	}
	return null;
}

/** Unpacks beside the final folder and renames: whoever comes second finds it whole and throws its own away. */
async function unpackPackage(name: string, folder: string): Promise<void> {
	const parent = join(folder, "..");
	mkdirSync(parent, { recursive: true });
	const scratch = mkdtempSync(join(parent, `.${name}-`));
	try {
		await download(name, scratch);
		const archive = readdirSync(scratch).find((file) => file.endsWith(".deb"));
		if (!archive) throw new Error("apt-get downloaded nothing");
		await run("dpkg", ["-x", join(scratch, archive), join(scratch, "root")]);
		if (!existsSync(folder)) renameSync(join(scratch, "root"), folder);
	} catch (error) {
		if (!existsSync(folder)) throw error;
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

async function download(name: string, folder: string): Promise<void> {
	// As root apt would drop to the user _apt, who may not write into the cache folder.
	const args = ["-q", "-o", "APT::Sandbox::User=root", "download", name];
	const options = { cwd: folder, timeout: 120_000 };
	try {
		await run("apt-get", args, options);
	} catch (error) {
		if (process.getuid?.() !== 0 || isMissingProgram(error)) throw error;
		await run("apt-get", ["-q", "update"], options);
		await run("apt-get", args, options);
	}
}

function isMissingProgram(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "ENOENT";
}
