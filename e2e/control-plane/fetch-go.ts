/**
 * Fetches the Go toolchain as the module `golang.org/toolchain` from a Go module proxy, for machines without Go.
 *
 *     node fetch-go.ts CACHE_FOLDER
 *
 * Prints the folder that holds `go`. A second call returns at once. `GOPROXY` names the proxies, as for Go itself.
 */
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { unpackModule } from "./unpack-module.ts";

const version = "1.26.8";
/** As the checksum database states them: https://sum.golang.org/lookup/golang.org/toolchain@v0.0.1-go1.26.8.linux-amd64 */
const checksums: Record<string, string> = {
	amd64: "h1:ZOmGe1OnfREDMIdb1Qi4G9JSuDPBLGExZMQ4nis1RXM=",
	arm64: "h1:sYL/O6MqS68ML0kjsQ36WoYIpJqkw60TxizWUYUKQMc=",
};

const cache = process.argv[2];
if (!cache) throw new Error("usage: fetch-go.ts CACHE_FOLDER");
try {
	console.log(await fetchGo(path.resolve(cache)));
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}

async function fetchGo(cacheFolder: string): Promise<string> {
	const architecture = process.arch === "x64" ? "amd64" : process.arch;
	const checksum = checksums[architecture];
	if (process.platform !== "linux" || !checksum) {
		throw new Error(
			`No Go toolchain is pinned for ${process.platform}/${process.arch}. Install Go ${version} and try again.`,
		);
	}
	const name = `go${version}.linux-${architecture}`;
	const home = path.join(cacheFolder, name);
	if (existsSync(home)) return path.join(home, "bin");

	await mkdir(cacheFolder, { recursive: true });
	const scratch = mkdtempSync(path.join(cacheFolder, "unpacking-"));
	try {
		const found = unpackModule(await download(`golang.org/toolchain/@v/v0.0.1-${name}.zip`), scratch);
		if (found !== checksum)
			throw new Error(`The Go toolchain ${name} has the checksum ${found}, not ${checksum}. It was not used.`);
		const unpacked = path.join(scratch, `golang.org/toolchain@v0.0.1-${name}`);
		makeUsable(unpacked);
		renameSync(unpacked, home);
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
	return path.join(home, "bin");
}

/** A module's zip has no file modes and no nested go.mod: the programs and the renamed `_go.mod` are put right. */
function makeUsable(home: string): void {
	for (const entry of readdirSync(home, { recursive: true, withFileTypes: true })) {
		const file = path.join(entry.parentPath, entry.name);
		const folder = path.relative(home, entry.parentPath);
		if (entry.isFile() && (folder === "bin" || folder.startsWith(path.join("pkg", "tool")))) chmodSync(file, 0o755);
		if (entry.name === "_go.mod") copyFileSync(file, path.join(entry.parentPath, "go.mod"));
	}
}

async function download(file: string): Promise<Buffer> {
	const proxies = (process.env.GOPROXY || "https://proxy.golang.org")
		.split(/[,|]/)
		.filter((proxy) => /^https?:/.test(proxy));
	const problems: string[] = [];
	for (const proxy of proxies) {
		const url = `${proxy.replace(/\/$/, "")}/${file}`;
		try {
			const answer = await fetch(url, { signal: AbortSignal.timeout(300_000) });
			if (answer.ok) return Buffer.from(await answer.arrayBuffer());
			problems.push(`${url} answered ${answer.status}`);
		} catch (error) {
			problems.push(`${url}: ${error instanceof Error ? `${error.message} ${error.cause ?? ""}` : error}`);
		}
	}
	throw new Error(
		`The Go toolchain cannot be fetched. ${problems.join("; ") || "GOPROXY names no http(s) proxy"}. Install Go ${version}, or set GOPROXY.`,
	);
}
