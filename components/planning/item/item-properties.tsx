"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { type Fact, Facts } from "#components/ui/facts.tsx";
import { Input } from "#components/ui/input.tsx";
import { type Option, Select } from "#components/ui/select.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ItemDetail } from "#server/planning/schema.ts";
import { itemTypes, priorities } from "../item-words.ts";
import { sprintsQuery, teamViewQuery } from "../queries.ts";
import { TriageFact } from "./triage-fact.tsx";
import type { Edit } from "./use-edit-item.ts";

type Props = { item: ItemDetail; mayEdit: boolean; save: (edit: Edit) => Promise<boolean> };

/** The properties of an item; each is saved as soon as it is chosen. */
export function ItemProperties({ item, mayEdit, save }: Props) {
	const t = useTranslations("planning");
	const choices = useChoices(item);
	const choose = (label: string, value: string, choice: Choice): Fact => ({
		label,
		value: (
			<Select
				aria-label={label}
				value={value}
				disabled={!mayEdit}
				options={choice.options}
				{...(choice.none !== undefined && { placeholder: choice.none })}
				onChange={(event) => void save(choice.edit(event.target.value))}
			/>
		),
	});
	const facts: Fact[] = [
		{ label: t("field.state"), value: t(`state.${item.state}`) },
		...(item.triage ? [{ label: t("field.triage"), value: <TriageFact item={item} /> }] : []),
		choose(t("field.type"), item.type, choices.type),
		choose(t("field.priority"), item.priority, choices.priority),
		choose(t("field.assignee"), item.assignee?.login ?? "", choices.assignee),
		choose(t("field.service"), item.service?.name ?? "", choices.service),
		choose(t("field.sprint"), item.sprint?.id ?? "", choices.sprint),
		{ label: t("field.estimate"), value: <Estimate key={item.version} item={item} mayEdit={mayEdit} save={save} /> },
		{ label: t("field.labels"), value: <Labels key={item.version} item={item} mayEdit={mayEdit} save={save} /> },
		{
			label: t("field.team"),
			value: (
				<Link href={`/teams/${encodeURIComponent(item.team.name)}`} className="hover:underline">
					{item.team.title}
				</Link>
			),
		},
		...(item.parent
			? [{ label: t("field.parent"), value: <Link href={`/items/${item.parent.key}`}>{item.parent.title}</Link> }]
			: []),
		{ label: t("field.created"), value: <Time value={item.createdAt} /> },
	];
	return (
		<Card title={t("item.properties")}>
			<Facts facts={facts} />
		</Card>
	);
}

type Choice = { options: Option[]; none?: string; edit: (value: string) => Edit };

function useChoices(item: ItemDetail): Record<"type" | "priority" | "assignee" | "service" | "sprint", Choice> {
	const t = useTranslations("planning");
	const { data: team } = useQuery(teamViewQuery(item.team.name));
	const { data: sprints } = useQuery(sprintsQuery(item.team.name));
	const { assignee, service, sprint } = item;
	const people = team?.members.map(({ login, name }) => ({ value: login, label: name })) ?? [];
	const services = team?.services.map(({ name, title }) => ({ value: name, label: title })) ?? [];
	const open = sprints?.items.filter(({ state }) => state !== "closed") ?? [];
	return {
		type: {
			options: itemTypes.map((value) => ({ value, label: t(`type.${value}`) })),
			edit: (value) => ({ type: itemTypes.find((one) => one === value) ?? item.type }),
		},
		priority: {
			options: priorities.map((value) => ({ value, label: t(`priority.${value}`) })),
			edit: (value) => ({ priority: priorities.find((one) => one === value) ?? item.priority }),
		},
		assignee: {
			options: including(people, assignee && { value: assignee.login, label: assignee.name }),
			none: t("nobody"),
			edit: (value) => ({ assignee: value || null }),
		},
		service: {
			options: including(services, service && { value: service.name, label: service.name }),
			none: t("noService"),
			edit: (value) => ({ service: value || null }),
		},
		sprint: {
			options: including(
				open.map(({ id, name }) => ({ value: id, label: name })),
				sprint && { value: sprint.id, label: sprint.name },
			),
			none: t("noSprint"),
			edit: (value) => ({ sprintId: value || null }),
		},
	};
}

/** The options, with the one that stands even where it is no option any more. */
const including = (options: Option[], standing: Option | null): Option[] =>
	!standing || options.some(({ value }) => value === standing.value) ? options : [standing, ...options];

function Estimate({ item, mayEdit, save }: Props) {
	const t = useTranslations("planning");
	const settle = (text: string) => {
		const estimate = text === "" ? null : Math.min(100, Math.max(0, Math.round(Number(text))));
		if (estimate !== item.estimate) void save({ estimate });
	};
	return (
		<Input
			type="number"
			min={0}
			max={100}
			aria-label={t("field.estimate")}
			defaultValue={item.estimate ?? ""}
			disabled={!mayEdit}
			onBlur={(event) => settle(event.target.value)}
			onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
		/>
	);
}

function Labels({ item, mayEdit, save }: Props) {
	const t = useTranslations("planning");
	const settle = (text: string) => {
		const labels = [...new Set(text.split(",").map((label) => label.trim()))].filter(Boolean).slice(0, 12);
		if (labels.join() !== item.labels.join()) void save({ labels });
	};
	return (
		<Input
			aria-label={t("field.labels")}
			placeholder={t("item.addLabel")}
			defaultValue={item.labels.join(", ")}
			disabled={!mayEdit}
			onBlur={(event) => settle(event.target.value)}
			onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
		/>
	);
}
