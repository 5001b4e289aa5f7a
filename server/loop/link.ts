import type { Transaction } from "#server/platform/database.ts";
import type { Prisma } from "../../prisma/generated/client.ts";

/** The things of the loop and the row each one stands for. */
export type NodeRef =
	| { kind: "item"; key: string; itemId: string }
	| { kind: "pull-request"; key: string; pullRequestId: string }
	| { kind: "commit"; key: string; commitId: string }
	| { kind: "run"; key: string; runId: string }
	| { kind: "artifact"; key: string; artifactId: string }
	| { kind: "deployment"; key: string; deploymentId: string }
	| { kind: "alert"; key: string; alertId: string }
	| { kind: "incident"; key: string; incidentId: string };

/** Joints, each named in the direction of the loop. */
export const edgeKinds = {
	/** item → pull-request, item → commit */
	"implemented-by": ["item"],
	/** pull-request → commit */
	contains: ["pull-request"],
	/** commit → run */
	"built-by": ["commit"],
	/** run → artifact */
	produced: ["run"],
	/** commit → artifact, by the image's own label, or by git's ancestry when it is the first to carry it */
	"packaged-as": ["commit"],
	/** artifact → artifact that carries all of its commits; no part of a thread */
	"succeeded-by": ["artifact"],
	/** artifact → deployment */
	"deployed-as": ["artifact"],
	/** deployment → deployment that takes it back */
	"rolled-back-by": ["deployment"],
	/** deployment → incident it probably caused */
	"suspected-in": ["deployment"],
	/** alert → incident */
	opened: ["alert"],
	/** incident → item in the backlog */
	"filed-as": ["incident"],
	/** incident → run of a workflow that somebody started against it */
	"acted-on-by": ["incident"],
	/** deployment → run of the workflow that tried its version */
	"tried-by": ["deployment"],
} as const;
export type EdgeKind = keyof typeof edgeKinds;

export type Confidence = "exact" | "derived" | "confirmed";

export type NewEdge = {
	from: string;
	to: string;
	kind: EdgeKind;
	evidence: { source: string; [detail: string]: string };
	confidence: Confidence;
};

/** The node of a thing, made when it is not there. Returns its id. Safe to repeat and to race. */
export async function ensureNode(tx: Transaction, ref: NodeRef, serviceId: string | null): Promise<string> {
	const { kind, key, ...row } = ref;
	const create: Prisma.LoopNodeUncheckedCreateInput = { kind, key, serviceId, ...row };
	const node = await tx.loopNode.upsert({
		where: { kind_key: { kind, key } },
		create,
		update: { ...row, ...(serviceId && { serviceId }) },
		select: { id: true },
	});
	return node.id;
}

/** Ties two nodes. A joint that stands is only made surer, never weaker: confirmed, then exact, then derived. */
export async function link(tx: Transaction, edge: NewEdge): Promise<void> {
	const { from: fromId, to: toId, kind, evidence, confidence } = edge;
	const found = await tx.loopEdge.findUnique({ where: { fromId_toId_kind: { fromId, toId, kind } } });
	if (!found)
		await tx.loopEdge.createMany({ data: [{ fromId, toId, kind, evidence, confidence }], skipDuplicates: true });
	else if (sureness[confidence] > sureness[found.confidence as Confidence]) {
		await tx.loopEdge.update({ where: { id: found.id }, data: { evidence, confidence } });
	}
}

const sureness: Record<Confidence, number> = { derived: 0, exact: 1, confirmed: 2 };
