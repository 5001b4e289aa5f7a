import type { Reader } from "#server/platform/database.ts";

const include = {
	item: { include: { assignee: { select: { name: true } }, service: { select: { name: true } } } },
	pullRequest: { include: { repository: { select: { slug: true } } } },
	commit: { include: { repository: { select: { slug: true } } } },
	run: {
		include: {
			jobs: { select: { name: true, status: true, conclusion: true, completedAt: true } },
			service: { select: { name: true } },
			request: { select: { operates: true, actor: true } },
		},
	},
	artifact: { include: { service: { select: { name: true } } } },
	deployment: {
		include: {
			environment: { select: { name: true, production: true } },
			service: { select: { name: true } },
			rolledBackBy: { select: { id: true } },
			verdict: { select: { state: true } },
		},
	},
	alert: { include: { environment: { select: { name: true } }, service: { select: { name: true } } } },
	incident: { include: { environment: { select: { name: true } }, service: { select: { name: true } } } },
} as const;

/** Nodes with the rows they stand for. */
export async function loadThings(reader: Reader, nodeIds: string[]) {
	return reader.loopNode.findMany({ where: { id: { in: nodeIds } }, include });
}

export type Thing = Awaited<ReturnType<typeof loadThings>>[number];
