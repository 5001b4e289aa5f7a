"use client";

import { useTranslations } from "next-intl";
import { asProblem } from "#components/api/problem.ts";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";

type Props = { error: Error | null; busy: boolean; onLookAgain: () => void };

/** Why a change was not taken. When somebody was faster, the way to go on with what was typed. */
export function ChangeError({ error, busy, onLookAgain }: Props) {
	const t = useTranslations("configuration");
	const text = useProblemText();
	if (!error) return null;
	const overtaken = asProblem(error).code === "configuration-changed";
	return (
		<div role="alert" className="space-y-2 rounded-md border border-failing/40 bg-failing-soft px-3 py-2 text-sm">
			<p>{text(error)}</p>
			{overtaken && (
				<Button size="sm" busy={busy} onClick={onLookAgain}>
					{t("lookAgain")}
				</Button>
			)}
		</div>
	);
}
