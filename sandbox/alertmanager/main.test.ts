import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it, vi } from "vitest";
import { z } from "zod";
import { writeFaults } from "../faults.ts";
import { alertmanagerPaths } from "./alertmanager-config.ts";

const payloadSchema = z.object({
	version: z.literal("4"),
	status: z.string(),
	alerts: z.array(z.object({ labels: z.record(z.string(), z.string()), status: z.string() })),
});

it("the real Alertmanager tells Lazo of an alert and of its end, with the shared secret", {
	timeout: 60_000,
}, async () => {
	const dataDir = mkdtempSync(join(tmpdir(), "alertmanager-"));
	const config = () => readFileSync(alertmanagerPaths(dataDir).config, "utf8");
	const received: { authorization: string; payload: z.infer<typeof payloadSchema> }[] = [];
	const lazo = createServer(async (request: IncomingMessage, response) => {
		const payload = payloadSchema.parse(JSON.parse(await text(request)));
		received.push({ authorization: request.headers.authorization ?? "", payload });
		response.end();
	}).listen(0, "127.0.0.1");
	await once(lazo, "listening");
	const address = lazo.address();
	const lazoPort = typeof address === "object" && address ? address.port : 0;
	// A base port in the middle of nowhere: the part adds six to it.
	const port = lazoPort > 40_000 ? lazoPort - 1000 : lazoPort + 1000;
	const main = join(import.meta.dirname, "main.ts");
	const args = [main, "--data", dataDir, "--port", String(port), "--lazo-url", `http://127.0.0.1:${lazoPort}`];
	const part = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
	try {
		await once(part.stdout, "data");
		const post = (alert: Record<string, unknown>) =>
			fetch(`http://127.0.0.1:${port + 6}/api/v2/alerts`, {
				method: "POST",
				headers: { "content-type": "application/json" },
				body: JSON.stringify([{ labels: { alertname: "HighErrorRate", service: "checkout" }, ...alert }]),
			});
		const startsAt = new Date(Date.now() - 5000).toISOString();
		expect((await post({ startsAt })).status).toBe(200);
		await vi.waitFor(() => expect(received.at(-1)?.payload.status).toBe("firing"), { timeout: 10_000 });
		await post({ startsAt, endsAt: new Date(Date.now() - 1000).toISOString() });
		await vi.waitFor(() => expect(received.at(-1)?.payload.status).toBe("resolved"), { timeout: 15_000 });
		const secret = readFileSync(join(dataDir, "secrets", "alertmanager-webhook-secret"), "utf8");
		expect(received[0]?.authorization).toBe(`Bearer ${secret}`);

		writeFaults(dataDir, [{ fault: "lost-webhook", target: "" }]);
		await vi.waitFor(() => expect(config()).not.toContain("webhooks/alertmanager"), { timeout: 10_000 });
		writeFaults(dataDir, []);
		await vi.waitFor(() => expect(config()).toContain("webhooks/alertmanager"), { timeout: 10_000 });
	} finally {
		part.stdin.end();
		await once(part, "exit");
		lazo.close();
		rmSync(dataDir, { recursive: true });
	}
});
