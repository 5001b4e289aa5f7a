"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormSheet } from "#components/api/form-sheet.tsx";
import { useAct } from "#components/api/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { OnCall } from "#server/access/on-call/schema.ts";
import type { TeamView } from "#server/views/teams/schema.ts";
import { lastMonday } from "./last-monday.ts";
import { removeRota, setRota } from "./queries.ts";
import { RotaPeople } from "./rota-people.tsx";

type Props = { team: Pick<TeamView, "name" | "title" | "members">; rota: OnCall["rota"]; onClose: () => void };

/** Sets a team's rota: who, in which order, and when they hand over. */
export function RotaSheet({ team, rota, onClose }: Props) {
	const t = useTranslations("on-call");
	const [people, setPeople] = useState(rota?.people ?? []);
	const [draft, setDraft] = useState({
		startsOn: rota?.startsOn ?? lastMonday(new Date()),
		time: rota?.time ?? "09:00",
		timeZone: rota?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
		days: String(rota?.days ?? 7),
	});
	const logins = people.map(({ login }) => login);
	const save = useAct({
		act: () => setRota(team.name, { ...draft, days: Number(draft.days), people: logins }),
		...{ done: t("saved", { team: team.title }), onDone: onClose, quiet: true },
	});
	const remove = useAct({ act: () => removeRota(team.name), done: t("removed"), onDone: onClose, quiet: true });
	const field = (name: "startsOn" | "time" | "days", input: { type: string; min?: number; max?: number }) => (
		<Field label={t(`field.${name}`)} {...(name === "startsOn" && { hint: t("startsOnHint") })}>
			{(wiring) => (
				<Input
					{...wiring}
					{...input}
					required
					value={draft[name]}
					onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
				/>
			)}
		</Field>
	);
	return (
		<FormSheet
			title={t("sheetTitle", { team: team.title })}
			description={t("about")}
			save={t("save")}
			saving={{ isPending: save.isPending, error: save.error ?? remove.error }}
			onSave={() => save.mutate()}
			onClose={onClose}
			incomplete={people.length === 0}
			otherAct={
				rota && (
					<Button look="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
						{t("remove")}
					</Button>
				)
			}
		>
			<RotaPeople people={people} members={team.members} onChange={setPeople} />
			<div className="grid grid-cols-2 gap-3">
				{field("startsOn", { type: "date" })}
				{field("time", { type: "time" })}
				{field("days", { type: "number", min: 1, max: 28 })}
				<Field label={t("field.timeZone")}>
					{(wiring) => (
						<Select
							{...wiring}
							value={draft.timeZone}
							onChange={(event) => setDraft({ ...draft, timeZone: event.target.value })}
							options={[...new Set([draft.timeZone, "UTC", ...Intl.supportedValuesOf("timeZone")])].map((value) => ({
								...{ value, label: value.replaceAll("_", " ") },
							}))}
						/>
					)}
				</Field>
			</div>
		</FormSheet>
	);
}
