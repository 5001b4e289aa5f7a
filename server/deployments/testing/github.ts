import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { db } from "#server/platform/database.ts";
import { endPart, startPart, type TestCluster } from "./cluster.ts";

const contentSchema = z.object({ sha: z.string(), content: z.string() });

/** A GitHub of its own beside a test cluster, spoken to over its API; the token is what `GITHUB_TOKEN` has to be. */
export async function startTestGitHub(cluster: TestCluster, token: string) {
	const dataDir = dirname(cluster.kubeconfigFile);
	const port = Number(cluster.registry.split(":")[1]);
	mkdirSync(join(dataDir, "secrets"), { recursive: true });
	writeFileSync(join(dataDir, "secrets", "github-token"), token);
	// Nobody listens there: what a webhook would tell has to be looked for.
	const nowhere = ["--lazo-url", `http://127.0.0.1:${port + 9}`];
	const part = await startPart("github", ["--data", dataDir, "--port", String(port), ...nowhere]);
	const gitUrl = `http://127.0.0.1:${port + 2}`;
	const url = `${gitUrl}/api/v3`;
	await db().connection.create({ data: { kind: "github", name: "almena", url, source: "configuration" } });
	const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
		const answer = await fetch(`${url}/repos/${path}`, {
			...{ method, headers: { authorization: `Bearer ${token}` } },
			...(body && { body: JSON.stringify(body) }),
		});
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
		return answer.json();
	};
	return {
		/** Below it every repository can be cloned: `/owner/name.git`. */
		gitUrl,
		ask,
		read: async (slug: string, path: string) => {
			const { content } = contentSchema.parse(await ask("GET", `${slug}/contents/${path}`));
			return Buffer.from(content, "base64").toString();
		},
		write: (slug: string, path: string, text: string) =>
			ask("PUT", `${slug}/contents/${path}`, { message: "Say it", content: Buffer.from(text).toString("base64") }),
		stop: () => endPart(part),
	};
}
