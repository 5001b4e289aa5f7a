import type { AutoscalerObject } from "#server/connectors/kubernetes/autoscaler-object.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";

/** Writes an autoscaler as it is now and tells the screens. */
export async function saveAutoscaler(connectionId: string, seen: AutoscalerObject): Promise<void> {
	const { namespace, name, uid: _, resourceVersion: __, ...facts } = seen;
	const columns = { ...facts, observedAt: new Date() };
	await transaction(async (tx) => {
		await tx.autoscaler.upsert({
			where: { connectionId_namespace_name: { connectionId, namespace, name } },
			create: { connectionId, namespace, name, ...columns },
			update: columns,
		});
		await touch(tx, ["autoscalers"]);
	});
}

/** Forgets every autoscaler of a cluster but those that are there. */
export async function keepAutoscalers(connectionId: string, there: readonly AutoscalerObject[]): Promise<void> {
	await transaction(async (tx) => {
		const keys = there.map(({ namespace, name }) => ({ namespace, name }));
		const { count } = await tx.autoscaler.deleteMany({
			where: { connectionId, ...(keys.length > 0 && { NOT: { OR: keys } }) },
		});
		if (count > 0) await touch(tx, ["autoscalers"]);
	});
}
