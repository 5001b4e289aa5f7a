import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { importFile } from "./import-file.ts";

let database: TestDatabase;
let repositoryId: string;
let clock = Date.parse("2026-11-01T10:00:00Z");

beforeAll(async () => {
	database = await createTestDatabase("worker");
	const repository = await db().repository.create({
		data: {
			slug: "almena/checkout",
			url: "https://git.test/almena/checkout",
			defaultBranch: "main",
			observedAt: new Date(),
		},
	});
	repositoryId = repository.id;
});
afterAll(() => database.drop());

/** Imports a text as the file's next version. */
const read = (text: string | null, path = "catalog-info.yaml") => {
	clock += 1_000;
	const file = {
		repositoryId,
		slug: "almena/checkout",
		path,
		sha: String(clock),
		url: null,
		observedAt: new Date(clock),
		text,
	};
	return transaction((tx) => importFile(tx, file));
};

const entity = (kind: string, name: string, spec: string) =>
	`---\napiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata: { name: ${name}, labels: { lazo.dev/tier: "1" } }\nspec: { ${spec} }\n`;
const checkout = (owner = "payments") =>
	entity("Component", "checkout", `type: service, lifecycle: production, owner: ${owner}, dependsOn: [orders]`);
const orders = entity("Component", "orders", "type: service, lifecycle: production, owner: payments");
const payments = entity("Group", "payments", "type: team, profile: { displayName: Payments }");

describe("importFile", () => {
	beforeEach(() => read(checkout() + orders + payments));

	it("makes teams of groups and gives them what they own, wherever it stands in the file", async () => {
		const found = await db().entity.findUniqueOrThrow({
			where: { ref: "component:default/checkout" },
			include: { owner: true },
		});
		expect(found).toMatchObject({
			tier: 1,
			lifecycle: "production",
			orphanedAt: null,
			owner: { name: "payments", itemKey: "PAY" },
		});
	});

	it("ties dependencies, also to what comes later", async () => {
		const relation = await db().entityRelation.findFirstOrThrow({
			where: { toRef: "component:default/orders", type: "dependsOn" },
			include: { to: true },
		});
		expect(relation.to?.name).toBe("orders");
	});

	it("keeps the last good version of what cannot be read, and says file, line and reason", async () => {
		await read(`${checkout().replace("production", "deprecated").replace("lifecycle", "lifecircle")}${orders}`);
		const kept = await db().entity.findUniqueOrThrow({ where: { ref: "component:default/checkout" } });
		expect(kept).toMatchObject({ lifecycle: "production", orphanedAt: null });
		const [problem] = await db().catalogProblem.findMany({ where: { repositoryId } });
		expect(problem).toMatchObject({
			path: "catalog-info.yaml",
			code: "catalog.missing-field",
			line: expect.any(Number),
		});
		await read(checkout() + orders + payments);
		expect(await db().catalogProblem.count()).toBe(0);
	});

	it("marks what a file no longer describes as orphaned, never deletes it, and takes it back", async () => {
		await read(checkout() + payments);
		const gone = await db().entity.findUniqueOrThrow({ where: { ref: "component:default/orders" } });
		expect(gone.orphanedAt).not.toBeNull();
		await read(checkout() + orders + payments);
		expect(await db().entity.findUniqueOrThrow({ where: { ref: "component:default/orders" } })).toMatchObject({
			id: gone.id,
			orphanedAt: null,
		});
	});

	it("tells of a change once, however often it reads the same", async () => {
		const before = await db().loopEvent.count();
		await read(checkout() + orders + payments);
		await read(checkout() + orders + payments);
		expect(await db().loopEvent.count()).toBe(before);
	});

	it("does not let another file take over an entity", async () => {
		await read(checkout("somebody-else"), "other.yaml");
		const found = await db().entity.findUniqueOrThrow({ where: { ref: "component:default/checkout" } });
		expect(found).toMatchObject({ sourcePath: "catalog-info.yaml", ownerRef: "group:default/payments" });
	});
});
