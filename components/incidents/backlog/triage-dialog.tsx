"use client";

import { useTranslations } from "next-intl";
import { useAct } from "#components/api/use-act.ts";
import type { Arrival } from "#server/incidents/schema.ts";
import { type Decision, triage } from "../queries.ts";
import { AcceptDialog } from "./accept-dialog.tsx";
import { DeclineDialog } from "./decline-dialog.tsx";
import { MergeDialog } from "./merge-dialog.tsx";
import { SnoozeDialog } from "./snooze-dialog.tsx";
import type { Act, DialogProps } from "./triage-act.ts";

/** Asks what a decision needs, and says what follows from it before it is made. */
export function TriageDialog({ arrival, act, onClose }: { arrival: Arrival; act: Act; onClose: () => void }) {
	const t = useTranslations("backlog");
	const { mutate, isPending, error } = useAct({
		act: (decision: Decision) => triage({ key: arrival.item.key, decision }),
		done: t(`done.${act}`, { key: arrival.item.key }),
		onDone: onClose,
		quiet: true,
	});
	const props: DialogProps = { arrival, onClose, decide: (decision) => mutate(decision), busy: isPending, error };
	switch (act) {
		case "accept":
			return <AcceptDialog {...props} />;
		case "merge":
			return <MergeDialog {...props} />;
		case "snooze":
			return <SnoozeDialog {...props} />;
		case "decline":
			return <DeclineDialog {...props} />;
	}
}
