// `npm run bench:loop [-- --control-plane real]`: how long the loop takes without hands, stage by stage.
// Exit code 0 when every limit holds; the last line is a summary.
import { type ApiSession, signInByHttp } from "../e2e/harness/api-session.ts";
import { deployBad, digestOf, type Place } from "../e2e/harness/bad-deploy.ts";
import { startProduct } from "../e2e/harness/start-product.ts";

type Case = { name: string; place: Place; version: string; alerts: boolean; limit: { stage: string; seconds: number } };

const cases: Case[] = [
	{
		name: "cannot be pulled",
		place: { service: "checkout", environment: "staging" },
		version: "1.9.0-rc.3",
		alerts: false,
		limit: { stage: "rolled back", seconds: 20 },
	},
	{
		name: "crash loop",
		place: { service: "orders", environment: "staging" },
		version: "6.1.0-rc.1",
		alerts: false,
		limit: { stage: "rolled back", seconds: 20 },
	},
	{
		name: "errors rise",
		place: { service: "checkout", environment: "production" },
		version: "1.9.0-rc.1",
		alerts: true,
		limit: { stage: "thread complete", seconds: 60 },
	},
];

async function measure(api: ApiSession, one: Case): Promise<boolean> {
	const digest = await digestOf(api, one.place.service, one.version);
	const { stages } = await deployBad(api, one.place, { digest, alerts: one.alerts });
	console.log(`\n${one.name} (${one.place.service} ${one.version} in ${one.place.environment})`);
	for (const { name, seconds } of stages) console.log(`  ${seconds.toFixed(1).padStart(6)} s  ${name}`);
	const reached = stages.find(({ name }) => name === one.limit.stage)?.seconds ?? Number.POSITIVE_INFINITY;
	const holds = reached < one.limit.seconds;
	console.log(
		`  ${holds ? "holds" : "DOES NOT HOLD"}: ${one.limit.stage} in ${reached.toFixed(1)} s, limit ${one.limit.seconds} s`,
	);
	return holds;
}

const controlPlane = process.argv.includes("real") ? "real" : "sandbox";
const product = await startProduct({ controlPlane });
let held = 0;
try {
	const api = await signInByHttp(product.facts.url, "diego");
	for (const one of cases) {
		const holds = await measure(api, one).catch((error: Error) => {
			console.log(`\n${one.name}: ${error.message}`);
			return false;
		});
		if (holds) held++;
	}
} finally {
	await product.stop();
}
console.log(`\n${held} of ${cases.length} limits hold on the ${controlPlane} control plane`);
process.exit(held === cases.length ? 0 : 1);
