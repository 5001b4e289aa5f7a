import type { ConfigurationReference } from "#server/connectors/kubernetes/configuration-references.ts";
import { invalid } from "#server/platform/errors.ts";
import type { Workload } from "../../../../prisma/generated/client.ts";
import type { ChangeConfiguration } from "../schema.ts";
import type { Referring } from "./list-referring.ts";

/** The workloads of one namespace that refer to an object, and how; `first` stands for all of them. */
export type Holder = { first: Workload; workloads: Workload[]; references: ConfigurationReference[] };

/** Whose configuration is to be changed. Throws Problem 422 when nobody there refers to the object, or it is not said which. */
export function findHolder(referring: readonly Referring[], asked: ChangeConfiguration): Holder {
	const { kind, object, environment } = asked;
	const found = referring
		.map((one) => ({ ...one, references: one.references.filter((ref) => ref.kind === kind && ref.name === object) }))
		.filter(({ references }) => references.length > 0)
		.filter(({ workload }) => !asked.connectionId || workload.connectionId === asked.connectionId)
		.filter(({ workload }) => !asked.namespace || workload.namespace === asked.namespace);
	const workloads = found.map(({ workload }) => workload);
	const [first] = workloads;
	if (!first)
		throw invalid(
			"configuration-not-referred",
			`Nothing of this service in ${environment} refers to ${kind} ${object}, so it is not changed here.`,
			{ kind, object, environment },
		);
	const elsewhere = workloads.some(
		({ connectionId, namespace }) => connectionId !== first.connectionId || namespace !== first.namespace,
	);
	if (elsewhere)
		throw invalid(
			"configuration-several",
			`${object} exists in several namespaces or clusters of ${environment}. Say which one: connectionId, namespace.`,
			{ object, environment },
		);
	return { first, workloads, references: found.flatMap(({ references }) => references) };
}
