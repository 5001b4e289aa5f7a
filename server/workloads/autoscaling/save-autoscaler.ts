import type { AutoscalerObject } from "#server/connectors/kubernetes/autoscaler-object.ts";
import type { Transaction } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";

/** Writes an autoscaler as it is now and tells the screens of the service that it scales. */
export async function saveAutoscaler(connectionId: string, seen: AutoscalerObject): Promise<void> {
	const { namespace, name, uid: _, resourceVersion: __, ...facts } = seen;
	const columns = { ...facts, observedAt: new Date() };
	await transaction(async (tx) => {
		await tx.autoscaler.upsert({
			where: { connectionId_namespace_name: { connectionId, namespace, name } },
			create: { connectionId, namespace, name, ...columns },
			update: columns,
		});
		await tell(tx, connectionId, [seen]);
	});
}

/** Forgets every autoscaler of a cluster but those that are there. */
export async function keepAutoscalers(connectionId: string, there: readonly AutoscalerObject[]): Promise<void> {
	await transaction(async (tx) => {
		const keys = there.map(({ namespace, name }) => ({ namespace, name }));
		const gone = await tx.autoscaler.findMany({
			where: { connectionId, ...(keys.length > 0 && { NOT: { OR: keys } }) },
			select: { id: true, namespace: true, targetKind: true, targetName: true },
		});
		if (gone.length === 0) return;
		await tx.autoscaler.deleteMany({ where: { id: { in: gone.map(({ id }) => id) } } });
		await tell(tx, connectionId, gone);
	});
}

type Scaling = { namespace: string; targetKind: string; targetName: string };

async function tell(tx: Transaction, connectionId: string, scaling: readonly Scaling[]): Promise<void> {
	const targets = scaling.map(({ namespace, targetKind: kind, targetName: name }) => ({ namespace, kind, name }));
	const scaled = await tx.workload.findMany({
		where: { connectionId, OR: targets, serviceId: { not: null } },
		select: { service: { select: { name: true } } },
	});
	const services = new Set(scaled.flatMap(({ service }) => service?.name ?? []));
	await touch(
		tx,
		[...services].map((service) => `service-autoscalers:${service}`),
	);
}
