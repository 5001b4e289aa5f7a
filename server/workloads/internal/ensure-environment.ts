import type { NamespaceObject } from "#server/connectors/kubernetes/objects.ts";
import type { Transaction } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";

const environmentLabel = "lazo.dev/environment";
const productionLabel = "lazo.dev/production";

const known: Record<string, { name: string; rank: number; production: boolean }> = {
	dev: { name: "development", rank: 10, production: false },
	development: { name: "development", rank: 10, production: false },
	test: { name: "test", rank: 20, production: false },
	staging: { name: "staging", rank: 30, production: false },
	stage: { name: "staging", rank: 30, production: false },
	preproduction: { name: "preproduction", rank: 40, production: false },
	production: { name: "production", rank: 50, production: true },
	prod: { name: "production", rank: 50, production: true },
};

/**
 * The environment of a namespace: by its label `lazo.dev/environment`, which makes the environment when it is new, else the
 * environment that is called like the namespace. Null when there is none.
 */
export async function ensureEnvironment(tx: Transaction, namespace: NamespaceObject | undefined) {
	if (!namespace) return null;
	const label = namespace.labels[environmentLabel];
	if (!label) return tx.environment.findUnique({ where: { name: namespace.name } });
	const standard = known[label.toLowerCase()];
	const name = label;
	const found = await tx.environment.findUnique({ where: { name } });
	if (found) return found;
	const production = namespace.labels[productionLabel] === "true" || (standard?.production ?? false);
	await tx.environment.createMany({
		data: [{ name, title: titleOf(standard?.name ?? name), rank: standard?.rank ?? 25, production }],
		skipDuplicates: true,
	});
	await touch(tx, ["environments"]);
	return tx.environment.findUnique({ where: { name } });
}

const titleOf = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("-", " ")}`;
