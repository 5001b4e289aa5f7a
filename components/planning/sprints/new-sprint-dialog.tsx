"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useAct } from "#components/api/use-act.ts";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { createSprint } from "../queries.ts";

const dayMs = 86_400_000;
const day = (offset: number) => new Date(Date.now() + offset * dayMs).toISOString().slice(0, 10);

/** Plans a sprint: its name, what it is for, from when to when, and how much fits. */
export function NewSprintDialog({ team, onClose }: { team: string; onClose: () => void }) {
	const t = useTranslations("planning.sprint");
	const form = useTranslations("planning.newItem");
	const problem = useProblemText();
	const [draft, setDraft] = useState({ name: "", goal: "", startsAt: day(0), endsAt: day(14), capacity: "30" });
	const create = useAct({ act: createSprint, onDone: onClose, quiet: true });
	const submit = (event: FormEvent) => {
		event.preventDefault();
		create.mutate({
			...{ team, name: draft.name, goal: draft.goal || null, capacity: Number(draft.capacity) },
			startsAt: new Date(`${draft.startsAt}T00:00:00`).toISOString(),
			endsAt: new Date(`${draft.endsAt}T23:59:59`).toISOString(),
		});
	};
	const field = (name: keyof typeof draft, label: string, more: { type?: string; min?: number; max?: number } = {}) => (
		<Field label={label} error={name === "name" && create.error ? problem(create.error) : undefined}>
			{(wiring) => (
				<Input
					{...wiring}
					{...more}
					required={name !== "goal"}
					maxLength={200}
					value={draft[name]}
					onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
				/>
			)}
		</Field>
	);
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t("new")}
			footer={
				<>
					<Button look="quiet" onClick={onClose}>
						{form("cancel")}
					</Button>
					<Button look="primary" type="submit" form="new-sprint" busy={create.isPending}>
						{t("create")}
					</Button>
				</>
			}
		>
			<form id="new-sprint" onSubmit={submit} className="flex flex-col gap-3">
				{field("name", t("name"))}
				{field("goal", t("goal"))}
				<div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
					{field("startsAt", t("startsAt"), { type: "date" })}
					{field("endsAt", t("endsAt"), { type: "date" })}
					{field("capacity", t("capacityPoints"), { type: "number", min: 0, max: 1000 })}
				</div>
			</form>
		</Dialog>
	);
}
