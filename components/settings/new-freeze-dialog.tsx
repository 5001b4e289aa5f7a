"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/api/use-act.ts";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { createFreeze } from "./queries.ts";

const repeats = ["once", "daily", "weekly", "monthly", "yearly"] as const;
const days = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;

type Draft = { name: string; reason: string; startsAt: string; hours: string; repeat: string; timeZone: string };

/** The rule of a draft; a weekly one falls on the weekday of its first start. */
function ruleOf({ repeat, startsAt }: Draft): string | null {
	if (repeat === "once") return null;
	if (repeat !== "weekly") return `FREQ=${repeat.toUpperCase()}`;
	return `FREQ=WEEKLY;BYDAY=${days[new Date(`${startsAt}:00Z`).getUTCDay()] ?? "MO"}`;
}

/** Declares a freeze window. Times are local to the zone that is chosen. */
export function NewFreezeDialog({ environment, onClose }: { environment: string; onClose: () => void }) {
	const t = useTranslations("settings.environments");
	const text = useProblemText();
	const [draft, setDraft] = useState<Draft>({
		...{ name: "", reason: "", startsAt: "", hours: "12", repeat: "once" },
		timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
	});
	const create = useAct({
		act: () =>
			createFreeze(environment, {
				...{ name: draft.name, reason: draft.reason, timeZone: draft.timeZone, startsAt: draft.startsAt },
				...{ minutes: Math.round(Number(draft.hours) * 60), rule: ruleOf(draft) },
			}),
		...{ done: t("created"), onDone: onClose, quiet: true },
	});
	const field = (name: keyof Draft, input: { type?: string; min?: number; max?: number; step?: number } = {}) => (
		<Field label={t(`freeze.${name}`)}>
			{(wiring) => (
				<Input
					{...wiring}
					{...input}
					required
					value={draft[name]}
					maxLength={300}
					onChange={(event) => setDraft((before) => ({ ...before, [name]: event.target.value }))}
				/>
			)}
		</Field>
	);
	return (
		<Dialog open onOpenChange={(open) => !open && onClose()} title={t("newFreeze")} description={t("newFreezeAbout")}>
			<form
				className="space-y-3"
				onSubmit={(event) => {
					event.preventDefault();
					create.mutate();
				}}
			>
				{field("name")}
				{field("reason")}
				<div className="grid grid-cols-2 gap-3">
					{field("startsAt", { type: "datetime-local" })}
					{field("hours", { type: "number", min: 0.25, max: 8_000, step: 0.25 })}
					<Field label={t("freeze.repeat")}>
						{(wiring) => (
							<Select
								{...wiring}
								value={draft.repeat}
								onChange={(event) => setDraft((before) => ({ ...before, repeat: event.target.value }))}
								options={repeats.map((value) => ({ value, label: t(`repeat.${value}`) }))}
							/>
						)}
					</Field>
					<Field label={t("freeze.timeZone")}>
						{(wiring) => (
							<Select
								{...wiring}
								value={draft.timeZone}
								onChange={(event) => setDraft((before) => ({ ...before, timeZone: event.target.value }))}
								options={[...new Set([draft.timeZone, "UTC", ...Intl.supportedValuesOf("timeZone")])].map((value) => ({
									...{ value, label: value.replaceAll("_", " ") },
								}))}
							/>
						)}
					</Field>
				</div>
				{create.error && (
					<p role="alert" className="text-failing text-xs">
						{text(create.error)}
					</p>
				)}
				<div className="flex justify-end">
					<Button type="submit" look="primary" busy={create.isPending}>
						{t("create")}
					</Button>
				</div>
			</form>
		</Dialog>
	);
}
