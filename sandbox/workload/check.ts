import type { Behaviour } from "./behaviour.ts";

const tries = 10;
/** Share of tries that may fail. */
const allowed = 0.2;

/**
 * What `/workload check` does, as a smoke test would: tries the version's own code so often, says what came of it, and resolves to the
 * exit code: 1 when too many tries failed.
 */
export async function check(
	{ service, version, errorRate, errorMessage, latencyMs }: Behaviour,
	say: (line: string) => void,
): Promise<0 | 1> {
	say(`checking ${service} ${version} with ${tries} requests`);
	let failed = 0;
	for (let attempt = 1; attempt <= tries; attempt++) {
		await new Promise((resolve) => setTimeout(resolve, latencyMs));
		if (Math.random() >= errorRate) continue;
		failed += 1;
		say(`request ${attempt}: 500 ${errorMessage}`);
	}
	say(`${tries - failed} of ${tries} requests were answered well`);
	return failed > tries * allowed ? 1 : 0;
}
