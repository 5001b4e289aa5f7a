"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Time } from "#components/ui/time.tsx";
import type { DecideRunbook, RunbookRunRow } from "#server/incidents/runbooks/schema.ts";
import { useDecideRunbook } from "./queries.ts";

/** Where the second person agrees or not; whoever asked may withdraw. */
export function RunbookDecision({ run }: { run: RunbookRunRow }) {
	const t = useTranslations("runbooks");
	const { by, own, mayDecide, expiresAt } = run;
	const about = own
		? t("ownWaits")
		: mayDecide
			? t("decisionAbout", { name: by.name ?? by.login ?? by.id })
			: t("notYours");
	return (
		<Card
			title={t("decision")}
			aside={
				<span className="text-muted text-xs">
					{t("until")} <Time value={expiresAt} />
				</span>
			}
		>
			<p className="max-w-[72ch]">{about}</p>
			{(own || mayDecide) && <Acts run={run} />}
		</Card>
	);
}

function Acts({ run: { id, own, mayDecide } }: { run: RunbookRunRow }) {
	const t = useTranslations("runbooks");
	const text = useProblemText();
	const [reason, setReason] = useState("");
	const decide = useDecideRunbook(id, (decision) => t(`decided.${decision}`));
	const act = (decision: DecideRunbook["decision"]) =>
		decide.mutate({ decision, ...(reason.trim().length >= 3 && { reason: reason.trim() }) });
	return (
		<div className="max-w-xl space-y-3 pt-3">
			<Field label={t("reason")} optional={t("optional")} error={decide.error ? text(decide.error) : undefined}>
				{(wiring) => (
					<Input {...wiring} value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
				)}
			</Field>
			<div className="flex flex-wrap gap-2">
				{mayDecide && (
					<>
						<Button look="primary" busy={decide.isPending} onClick={() => act("approved")}>
							{t("approve")}
						</Button>
						<Button look="danger" busy={decide.isPending} onClick={() => act("rejected")}>
							{t("reject")}
						</Button>
					</>
				)}
				{own && (
					<Button busy={decide.isPending} onClick={() => act("withdrawn")}>
						{t("withdraw")}
					</Button>
				)}
			</div>
		</div>
	);
}
