"use client";

import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "#components/planning/avatar.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Select } from "#components/ui/select.tsx";

type Person = { login: string; name: string };
type Props = { people: readonly Person[]; members: readonly Person[]; onChange: (people: Person[]) => void };

/** The people of a rota in the order of their turns; the same person may have several. */
export function RotaPeople({ people, members, onChange }: Props) {
	const t = useTranslations("on-call");
	const swap = (index: number, other: number) =>
		onChange(people.map((person, at) => people[at === index ? other : at === other ? index : at] ?? person));
	return (
		<div className="space-y-2">
			<h3 className="font-medium text-sm">{t("order")}</h3>
			{people.length === 0 && <p className="text-muted">{t("nobodyYet")}</p>}
			<ol className="space-y-1">
				{people.map((person, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: the same person may stand here twice, a turn is its place in the order.
					<li key={index} className="flex items-center gap-2">
						<span className="w-4 text-right text-faint text-xs tabular-nums">{index + 1}</span>
						<Avatar person={person} />
						<span className="min-w-0 flex-1 truncate">{person.name}</span>
						<IconButton
							label={t("earlier", { name: person.name })}
							icon={<ArrowUp aria-hidden size={14} />}
							disabled={index === 0}
							onClick={() => swap(index, index - 1)}
						/>
						<IconButton
							label={t("later", { name: person.name })}
							icon={<ArrowDown aria-hidden size={14} />}
							disabled={index === people.length - 1}
							onClick={() => swap(index, index + 1)}
						/>
						<IconButton
							label={t("takeOut", { name: person.name })}
							icon={<X aria-hidden size={14} />}
							onClick={() => onChange(people.filter((_, at) => at !== index))}
						/>
					</li>
				))}
			</ol>
			<Field label={t("field.add")} hint={t("addHint")}>
				{(wiring) => (
					<Select
						{...wiring}
						value=""
						placeholder={t("choose")}
						onChange={(event) => {
							const member = members.find(({ login }) => login === event.target.value);
							if (member) onChange([...people, member]);
						}}
						options={members.map(({ login, name }) => ({ value: login, label: name }))}
					/>
				)}
			</Field>
		</div>
	);
}
