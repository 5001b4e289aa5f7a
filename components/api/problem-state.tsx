"use client";

import { ErrorState } from "#components/ui/error-state.tsx";
import { asProblem } from "./problem.ts";
import { useProblemText } from "./use-problem-text.ts";

/** An error of the API in the place of what could not be read. */
export function ProblemState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
	const text = useProblemText();
	return <ErrorState detail={text(error)} requestId={asProblem(error).requestId} onRetry={onRetry} />;
}
