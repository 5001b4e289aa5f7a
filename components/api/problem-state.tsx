"use client";

import { useTranslations } from "next-intl";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { asProblem } from "./problem.ts";
import { useProblemText } from "./use-problem-text.ts";

/** An error of the API in the place of what could not be read; what is not for this person is no fault, and trying again would not help. */
export function ProblemState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
	const text = useProblemText();
	const t = useTranslations("ui");
	if (asProblem(error).status === 403) return <EmptyState title={t("notForYou")}>{text(error)}</EmptyState>;
	return <ErrorState detail={text(error)} requestId={asProblem(error).requestId} onRetry={onRetry} />;
}
