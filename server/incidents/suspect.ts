/** A deployment that came before an incident. */
export type Candidate = {
	id: string;
	kind: string;
	status: string;
	rolledOutAt: Date | null;
	startedAt: Date | null;
	requestedAt: Date;
	sameService: boolean;
};
export type SuspicionReason = {
	code: "minutes-before" | "same-service" | "dependency" | "still-watched" | "failed" | "only-change";
	params: Record<string, string | number>;
};
export type Suspicion = { deploymentId: string; score: number; reasons: SuspicionReason[] };

const windowMs = 60 * 60_000;

/**
 * Ranks the deployments before an onset: nearer in time, of the same service, still watched or failed ones first.
 * Score 0–1; below 0.2 nobody is suspected. Rollbacks are never suspects of what they mend. Pure.
 */
export function rankSuspects(candidates: Candidate[], onset: Date): Suspicion[] {
	const near = candidates.filter(
		(candidate) =>
			candidate.kind !== "rollback" &&
			beforeOnset(candidate, onset) >= -15_000 &&
			beforeOnset(candidate, onset) <= windowMs,
	);
	return near
		.map((candidate) => judge(candidate, onset, near.length === 1))
		.filter(({ score }) => score >= 0.2)
		.sort((a, b) => b.score - a.score);
}

const startOf = (candidate: Candidate) => candidate.startedAt ?? candidate.requestedAt;
// An alert's startsAt may precede the end of a rollout: the first bad pod is enough.
const beforeOnset = (candidate: Candidate, onset: Date) => onset.getTime() - startOf(candidate).getTime();

function judge(candidate: Candidate, onset: Date, only: boolean): Suspicion {
	const before = Math.max(0, beforeOnset(candidate, onset));
	const reasons: SuspicionReason[] = [{ code: "minutes-before", params: { seconds: Math.round(before / 1000) } }];
	let score = 0.5 * (1 - before / windowMs);
	if (candidate.sameService) {
		score += 0.3;
		reasons.push({ code: "same-service", params: {} });
	} else {
		score += 0.1;
		reasons.push({ code: "dependency", params: {} });
	}
	if (candidate.status === "failed" || candidate.status === "rolled_back") {
		score += 0.15;
		reasons.push({ code: "failed", params: {} });
	} else if (["rolling", "watching"].includes(candidate.status)) {
		score += 0.1;
		reasons.push({ code: "still-watched", params: {} });
	}
	if (only) {
		score += 0.05;
		reasons.push({ code: "only-change", params: {} });
	}
	return { deploymentId: candidate.id, score: Math.min(1, Math.round(score * 100) / 100), reasons };
}
