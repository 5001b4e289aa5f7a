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
import type { TeamView } from "#server/views/teams/schema.ts";
import { addOverride } from "./queries.ts";

type Team = Pick<TeamView, "name" | "members">;

/** Puts somebody else on call for a while, or nobody. Times are the reader's own. */
export function OverrideDialog({ team, onClose }: { team: Team; onClose: () => void }) {
	const t = useTranslations("on-call");
	const text = useProblemText();
	const [draft, setDraft] = useState({ person: team.members[0]?.login ?? "", from: "", until: "", reason: "" });
	const add = useAct({
		act: () =>
			addOverride(team.name, {
				...{ person: draft.person || null, reason: draft.reason || null },
				...{ from: new Date(draft.from).toISOString(), until: new Date(draft.until).toISOString() },
			}),
		...{ done: t("overrideAdded"), onDone: onClose, quiet: true },
	});
	const field = (name: "from" | "until" | "reason") => (
		<Field label={t(`field.${name}`)} {...(name === "reason" && { optional: t("optional") })}>
			{(wiring) => (
				<Input
					{...wiring}
					{...(name === "reason" ? { maxLength: 300 } : { type: "datetime-local", required: true })}
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
			title={t("override")}
			description={t("overrideAbout", { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
		>
			<form
				className="space-y-3"
				onSubmit={(event) => {
					event.preventDefault();
					add.mutate();
				}}
			>
				<Field label={t("field.person")}>
					{(wiring) => (
						<Select
							{...wiring}
							value={draft.person}
							onChange={(event) => setDraft({ ...draft, person: event.target.value })}
							options={[
								...team.members.map(({ login, name }) => ({ value: login, label: name })),
								{ value: "", label: t("nobodyHole") },
							]}
						/>
					)}
				</Field>
				<div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
					{field("from")}
					{field("until")}
				</div>
				{field("reason")}
				{add.error && (
					<p role="alert" className="text-failing text-xs">
						{text(add.error)}
					</p>
				)}
				<div className="flex justify-end">
					<Button type="submit" look="primary" busy={add.isPending}>
						{t("addOverride")}
					</Button>
				</div>
			</form>
		</Dialog>
	);
}
