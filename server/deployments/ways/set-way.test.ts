import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { makeService, makeTeam } from "../testing/company.ts";
import { makePerson, makePlaces } from "../testing/place.ts";
import { type Way, waySchema } from "./schema.ts";
import { setWay } from "./set-way.ts";
import { routeOf } from "./way-of.ts";

const way = {
	...{ kind: "gitops", repository: "almena/env", branch: "main", path: "staging/kustomization.yaml", image: null },
	...{ by: "pull", follow: null, minutes: 5 },
} as const satisfies Way;
let database: TestDatabase;
let keeper: Actor;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	const { teamId } = await makeTeam("payments");
	keeper = await makePerson("the-keeper", teamId, "devops");
	for (const service of ["checkout", "ledger"]) {
		await makeService(service, teamId);
		await makePlaces(service, ["staging", "production"]);
	}
	const about = { slug: way.repository, url: "https://git.test/almena/env", externalId: 1n, defaultBranch: "main" };
	await db().repository.create({ data: { ...about, observedAt: new Date() } });
	const staging = { service: { name: "checkout" }, environment: { name: "staging" } };
	await db().serviceEnvironment.updateMany({ where: staging, data: { way } });
}, 60_000);
afterAll(() => database.drop());

/** Nobody looks into the file here: a way that nothing stands against is refused as the worker does not answer. */
const choose = (service: string, environment: string, path: string = way.path) =>
	setWay(keeper, { service, environment }, { ...way, path });

describe("a file of an environment repository", () => {
	it("belongs to one environment: what staging may do must not change production past its gates", async () => {
		await expect(choose("checkout", "production")).rejects.toMatchObject({
			code: "file-of-other-environment",
			params: { service: "checkout", environment: "staging" },
		});
	});

	it("may be shared within its environment, and be chosen again", async () => {
		await expect(choose("ledger", "staging")).rejects.toMatchObject({ status: 503 });
		await expect(choose("checkout", "staging")).rejects.toMatchObject({ status: 503 });
		await expect(choose("checkout", "production", "production.yaml")).rejects.toMatchObject({ status: 503 });
	});
});

describe("what brings a repository to the cluster", () => {
	it.each([
		["argo.cd", "shop"],
		["argocd", "a..b"],
		["argocd", "../shop"],
	])("is refused by the name %s/%s, which no cluster could be asked for", (namespace, name) => {
		const follow = { kind: "argocd", namespace, name };
		expect(waySchema.safeParse({ ...way, follow }).success).toBe(false);
		expect(waySchema.safeParse({ ...way, follow: { ...follow, namespace: "argocd", name: "shop.eu" } }).success).toBe(
			true,
		);
	});
});

describe("a way by pull request", () => {
	it("has a deadline until the request stands, so that nothing waits for ever for a GitHub that is away", () => {
		expect(routeOf({ way }, "deploy").deadlineAt).toBeInstanceOf(Date);
	});
});
