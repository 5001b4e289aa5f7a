import { z } from "zod";
import type { ApiSession } from "./api-session.ts";
import { until } from "./until.ts";

const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
const artifact = z.object({ digest: z.string(), version: z.string().nullable() });
const place = z.object({
	runningDigest: z.string().nullable(),
	status: z.string(),
	ready: z.number(),
	desired: z.number(),
});
const deployment = z.object({
	id: z.string(),
	status: z.string(),
	kind: z.string(),
	digest: z.string().nullable(),
	rollbackOfId: z.string().nullable(),
	rolledBackById: z.string().nullable(),
	incidentId: z.string().nullable(),
});
const incident = z.object({
	id: z.string(),
	startedAt: z.string(),
	service: z.object({ name: z.string() }),
	status: z.string(),
	item: z.object({ key: z.string() }).nullable(),
	suspect: z.object({ deploymentId: z.string() }).nullable(),
});
const thread = z.object({ nodes: z.array(z.object({ kind: z.string() })) });

export type Place = { service: string; environment: string };
export type Stage = { name: string; seconds: number };

/** The digest of a service's version. Waits for it to be known. */
export async function digestOf(api: ApiSession, service: string, version: string): Promise<string> {
	const found = await until(
		`image ${service} ${version}`,
		async () =>
			(await api.get(`/services/${service}/artifacts`, page(artifact))).items.find((one) => one.version === version),
		{ seconds: 120 },
	);
	return found.digest;
}

export async function runningDigest(api: ApiSession, { service, environment }: Place): Promise<string> {
	const settled = await until(
		`${service} in ${environment} at rest`,
		async () =>
			(await api.get(`/service-environments?service=${service}&environment=${environment}`, page(place))).items.find(
				(one) => one.runningDigest && one.ready === one.desired,
			),
		{ seconds: 180 },
	);
	return settled.runningDigest ?? "";
}

/**
 * Deploys a version that is known to be bad and goes with it round the loop: alert (where `alerts`), rollback, incident,
 * item, thread. Returns the time of each stage, in seconds from the click.
 */
export async function deployBad(
	api: ApiSession,
	where: Place,
	bad: { digest: string; alerts: boolean },
): Promise<{ stages: Stage[]; incidentId: string; itemKey: string; deploymentId: string }> {
	const good = await runningDigest(api, where);
	const known = new Set(
		(await api.get(`/incidents?service=${where.service}`, page(incident))).items.map(({ id }) => id),
	);
	const started = Date.now();
	const stages: Stage[] = [];
	const passed = (name: string) => stages.push({ name, seconds: (Date.now() - started) / 1_000 });
	const { id } = await api.post(
		"/deployments",
		{ ...where, digest: bad.digest, reason: "measure the loop" },
		z.object({ id: z.string() }),
	);
	passed("requested");
	if (bad.alerts) {
		await until(
			"an alert",
			async () =>
				(
					await api.get(
						`/services/${where.service}/alerts`,
						page(z.object({ endsAt: z.string().nullable(), startsAt: z.string() })),
					)
				).items.find((one) => one.endsAt === null && Date.parse(one.startsAt) > started - 5_000),
			{ seconds: 90 },
		);
		passed("alert received");
	}
	const rollback = await until(
		"a rollback",
		async () =>
			(
				await api.get(
					`/deployments?service=${where.service}&environment=${where.environment}&limit=5`,
					page(deployment),
				)
			).items.find((one) => one.rollbackOfId === id),
		{ seconds: 90 },
	);
	passed("rollback began");
	await until(
		"the rollback's end",
		async () => ["watching", "succeeded"].includes((await api.get(`/deployments/${rollback.id}`, deployment)).status),
		{ seconds: 90 },
	);
	passed("rolled back");
	await until("the good version everywhere", async () => (await runningDigest(api, where)) === good, { seconds: 30 });
	const opened = await until(
		"an incident with its item",
		async () =>
			(await api.get(`/incidents?service=${where.service}`, page(incident))).items.find(
				(one) => !known.has(one.id) && one.item && Date.parse(one.startedAt) > started - 60_000,
			),
		{ seconds: 30 },
	);
	passed("incident and item filed");
	await until(
		"the whole thread",
		async () => {
			const kinds = new Set((await api.get(`/threads/incident/${opened.id}`, thread)).nodes.map(({ kind }) => kind));
			return ["item", "commit", "artifact", "deployment", "incident"].every((kind) => kinds.has(kind));
		},
		{ seconds: 30 },
	);
	passed("thread complete");
	return { stages, incidentId: opened.id, itemKey: opened.item?.key ?? "", deploymentId: id };
}
