import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePorts } from "../../scripts/free-ports.ts";
import { debianProgram } from "../programs/debian-program.ts";
import { buildImage, digestOf, manifestType } from "./build-image.ts";
import { deleteImage } from "./delete-image.ts";
import { pushImage } from "./push-image.ts";
import { packTar, unpackTar } from "./tar.ts";

const service = JSON.stringify({ service: "checkout", version: "1.8.0" });
const labels = {
	"org.opencontainers.image.version": "1.8.0",
	"org.opencontainers.image.created": "2026-01-02T03:04:05Z",
};

describe("buildImage", () => {
	it("gives the same digest for the same input, whatever the order of the labels", () => {
		const reversed = Object.fromEntries(Object.entries(labels).reverse());
		expect(buildImage(service, labels).digest).toBe(buildImage(service, reversed).digest);
		expect(buildImage(service, labels).digest).not.toBe(buildImage(`${service} `, labels).digest);
	});

	it("carries service.json in a layer whose digest the configuration names", () => {
		const [layer, config] = buildImage(service, labels).blobs;
		const tar = gunzipSync(layer?.content ?? "");
		expect(unpackTar(tar).map((file) => [file.path, file.content.toString()])).toEqual([["app/service.json", service]]);
		expect(JSON.parse(config?.content.toString() ?? "").rootfs.diff_ids).toEqual([digestOf(tar)]);
	});
});

describe("unpackTar", () => {
	it("refuses a file that would land outside the root", () => {
		expect(() => unpackTar(packTar([{ path: "a/../../b", content: Buffer.from("x") }]))).toThrow("outside its root");
	});
});

const base = await freePorts();
const program = await debianProgram({ package: "docker-registry", binary: "usr/bin/docker-registry" });

describe.skipIf(!program)("a real registry (skipped only where docker-registry cannot be had)", () => {
	const dataDir = mkdtempSync(join(tmpdir(), "registry-test-"));
	const port = base;
	const registryUrl = `http://127.0.0.1:${port}`;
	const image = { registryUrl, repository: "almena/checkout", tags: ["1.8.0", "main"], serviceJson: service, labels };
	let registry: ChildProcess;

	beforeAll(async () => {
		registry = spawn(process.execPath, [join(import.meta.dirname, "main.ts"), "--data", dataDir, "--port", `${port}`], {
			stdio: ["pipe", "pipe", "inherit"],
		});
		await new Promise((resolve) => registry.stdout?.once("data", resolve));
	}, 30_000);

	afterAll(async () => {
		const ended = new Promise((resolve) => registry.once("exit", resolve));
		registry.stdin?.end();
		await ended;
		rmSync(dataDir, { recursive: true, force: true });
	});

	const pull = (reference: string) =>
		fetch(`${registryUrl}/v2/almena/checkout/manifests/${reference}`, { headers: { accept: manifestType } });

	it("takes an image and gives it back by tag and by the same digest", async () => {
		const pushed = await pushImage(image);
		expect(await pushImage(image)).toEqual(pushed);
		for (const reference of ["1.8.0", "main", pushed.digest]) {
			const response = await pull(reference);
			expect(response.headers.get("docker-content-digest")).toBe(pushed.digest);
			expect(digestOf(Buffer.from(await response.arrayBuffer()))).toBe(pushed.digest);
		}
	});

	it("loses a deleted image at once, by digest and by tag, and takes it again", async () => {
		const pushed = await pushImage(image);
		expect(await deleteImage({ registryUrl, repository: "almena/checkout", reference: "1.8.0" })).toBe(pushed.digest);
		for (const reference of ["1.8.0", "main", pushed.digest]) expect((await pull(reference)).status).toBe(404);
		expect(await deleteImage({ registryUrl, repository: "almena/checkout", reference: "1.8.0" })).toBeNull();
		await pushImage(image);
		expect((await pull("1.8.0")).status).toBe(200);
	});
});
