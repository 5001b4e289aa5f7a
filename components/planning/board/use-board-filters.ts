"use client";

import { useTranslations } from "next-intl";
import type { Filter } from "#components/ui/filter-chips.tsx";
import type { Option } from "#components/ui/select.tsx";
import type { Item } from "#server/planning/schema.ts";
import { itemTypes, priorities } from "../item-words.ts";

/** The chips of a board, with the values that its cards have. */
export function useBoardFilters(items: readonly Item[]): Filter[] {
	const t = useTranslations("planning");
	const people = items.flatMap(({ assignee }) => (assignee ? [{ value: assignee.login, label: assignee.name }] : []));
	const services = items.flatMap(({ service }) => (service ? [{ value: service.name, label: service.name }] : []));
	return [
		{
			name: "assignee",
			label: t("field.assignee"),
			options: [...unique(people), { value: "none", label: t("nobody") }],
		},
		{ name: "service", label: t("field.service"), options: unique(services) },
		{ name: "type", label: t("field.type"), options: itemTypes.map((value) => ({ value, label: t(`type.${value}`) })) },
		{
			name: "priority",
			label: t("field.priority"),
			options: priorities.map((value) => ({ value, label: t(`priority.${value}`) })),
		},
	];
}

const unique = (options: Option[]): Option[] =>
	[...new Map(options.map((option) => [option.value, option])).values()].toSorted((a, b) =>
		a.label.localeCompare(b.label),
	);

type Values = Record<"assignee" | "service" | "type" | "priority", string>;

/** Whether a card fits the chips; "" fits all. */
export function matches(item: Item, { assignee, service, type, priority }: Values): boolean {
	return (
		(!assignee || (item.assignee?.login ?? "none") === assignee) &&
		(!service || item.service?.name === service) &&
		(!type || item.type === type) &&
		(!priority || item.priority === priority)
	);
}
