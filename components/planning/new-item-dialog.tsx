"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { useAct } from "#components/api/use-act.ts";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, TextArea } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { itemTypes, priorities } from "./item-words.ts";
import { createItem, type ItemDraft, teamViewQuery } from "./queries.ts";

type Props = { team: string; sprint: { id: string; name: string } | null; onClose: () => void };

/** Writes an item, into the sprint that is looked at unless one says otherwise. */
export function NewItemDialog({ team, sprint, onClose }: Props) {
	const t = useTranslations("planning");
	const problem = useProblemText();
	const title = useRef<HTMLInputElement>(null);
	const [draft, setDraft] = useState<ItemDraft>({
		...{ team, title: "", description: "", type: "feature", priority: "medium", estimate: null },
		...{ service: null, assignee: null, sprintId: sprint?.id ?? null, state: sprint ? "todo" : "backlog" },
	});
	const create = useAct({
		act: createItem,
		done: ({ key }) => t("newItem.done", { key }),
		onDone: onClose,
		quiet: true,
	});
	const set = (part: Partial<ItemDraft>) => setDraft((before) => ({ ...before, ...part }));
	const submit = (event: FormEvent) => {
		event.preventDefault();
		if (draft.title.trim()) create.mutate(draft);
	};
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t("newItem.title")}
			initialFocus={title}
			footer={
				<>
					<Button look="quiet" onClick={onClose}>
						{t("newItem.cancel")}
					</Button>
					<Button look="primary" type="submit" form="new-item" busy={create.isPending} disabled={!draft.title.trim()}>
						{t("newItem.create")}
					</Button>
				</>
			}
		>
			<form
				id="new-item"
				onSubmit={submit}
				onKeyDown={(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && submit(event)}
				className="flex flex-col gap-3"
			>
				<Field label={t("field.title")} error={create.error ? problem(create.error) : undefined}>
					{(wiring) => (
						<Input
							{...wiring}
							ref={title}
							value={draft.title}
							maxLength={200}
							required
							onChange={(event) => set({ title: event.target.value })}
						/>
					)}
				</Field>
				<Field label={t("field.description")} hint={t("newItem.markdown")}>
					{(wiring) => (
						<TextArea
							{...wiring}
							value={draft.description}
							maxLength={20_000}
							onChange={(event) => set({ description: event.target.value })}
						/>
					)}
				</Field>
				<DraftFields draft={draft} set={set} sprint={sprint} />
			</form>
		</Dialog>
	);
}

type FieldsProps = { draft: ItemDraft; set: (part: Partial<ItemDraft>) => void; sprint: Props["sprint"] };

function DraftFields({ draft, set, sprint }: FieldsProps) {
	const t = useTranslations("planning");
	const { data: team } = useQuery(teamViewQuery(draft.team));
	const chooser = (name: "service" | "assignee", options: { value: string; label: string }[]) => (
		<Field label={t(`field.${name}`)}>
			{(wiring) => (
				<Select
					{...wiring}
					value={draft[name] ?? ""}
					placeholder={t(name === "service" ? "noService" : "nobody")}
					options={options}
					onChange={(event) => set({ [name]: event.target.value || null })}
				/>
			)}
		</Field>
	);
	return (
		<div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
			<Field label={t("field.type")}>
				{(wiring) => (
					<Select
						{...wiring}
						value={draft.type}
						options={itemTypes.map((value) => ({ value, label: t(`type.${value}`) }))}
						onChange={(event) => set({ type: itemTypes.find((one) => one === event.target.value) ?? "feature" })}
					/>
				)}
			</Field>
			<Field label={t("field.priority")}>
				{(wiring) => (
					<Select
						{...wiring}
						value={draft.priority}
						options={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
						onChange={(event) => set({ priority: priorities.find((one) => one === event.target.value) ?? "medium" })}
					/>
				)}
			</Field>
			<Field label={t("field.estimate")}>
				{(wiring) => (
					<Input
						{...wiring}
						type="number"
						min={0}
						max={100}
						value={draft.estimate ?? ""}
						onChange={(event) => set({ estimate: event.target.value === "" ? null : Number(event.target.value) })}
					/>
				)}
			</Field>
			{chooser("service", team?.services.map(({ name, title }) => ({ value: name, label: title })) ?? [])}
			{chooser("assignee", team?.members.map(({ login, name }) => ({ value: login, label: name })) ?? [])}
			{sprint && (
				<Field label={t("field.sprint")}>
					{(wiring) => (
						<Select
							{...wiring}
							value={draft.sprintId ?? ""}
							placeholder={t("noSprint")}
							options={[{ value: sprint.id, label: sprint.name }]}
							onChange={(event) =>
								set({ sprintId: event.target.value || null, state: event.target.value ? "todo" : "backlog" })
							}
						/>
					)}
				</Field>
			)}
		</div>
	);
}
