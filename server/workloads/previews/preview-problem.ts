import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import type { Coded } from "#server/deployments/schema.ts";
import { Problem } from "#server/platform/errors.ts";

const soonMs = 5_000;
/** A missing right or a refusal is mended by people. */
const laterMs = 30_000;

/** Why a step of a preview cannot be taken now, and when it is worth another try. */
export class PreviewProblem extends Error {
	readonly coded: Coded;
	readonly retryMs: number;
	constructor(coded: Coded, retryMs = laterMs) {
		super(coded.code);
		this.coded = coded;
		this.retryMs = retryMs;
	}
}

/** What went wrong in a step, as a code; anything that nobody foresaw is thrown again. */
export function problemOf(error: unknown): PreviewProblem {
	if (error instanceof PreviewProblem) return error;
	if (error instanceof Problem) return new PreviewProblem({ ...error.params, code: error.code });
	if (!(error instanceof KubernetesError)) throw error;
	const { code, verb, resource, message, refusal } = error;
	const mayHelp = error.transient || code === "conflict";
	return new PreviewProblem(
		{ ...refusal, code: `cluster-${code}`, verb, resource, message },
		mayHelp ? soonMs : laterMs,
	);
}
