"use client";

import { useTranslations } from "next-intl";
import type { ItemDetail } from "#server/planning/schema.ts";
import { useFieldName } from "./use-field-name.ts";

type Entry = ItemDetail["history"][number];

/** Says one entry of an item's history in a sentence. */
export function useHistorySentence(): (entry: Entry) => string {
	const t = useTranslations("planning");
	const fieldName = useFieldName();
	const word = (field: string, value: unknown): string => {
		const key = field === "triage" ? `item.triage.${value}` : `${field}.${value}`;
		return typeof value === "string" && t.has(key) ? t(key, { until: "…", key: "…" }) : String(value);
	};
	const changeOf = (who: string, { type, data }: Entry): string => {
		const [before, after] = [asRecord(data.before), asRecord(data.after)];
		const fields = Object.keys(after).filter((name) => !quiet.has(name));
		const [field] = fields;
		if (!field) return t("item.event.other", { who, type });
		if (fields.length > 1 || field === "description")
			return t("item.event.changed", { who, fields: fields.map(fieldName).join(", ") });
		const value = after[field];
		if (field === "state")
			return t("item.event.moved", { who, from: word(field, before.state), to: word(field, value) });
		if (isEmpty(value)) return t("item.event.cleared", { who, field: fieldName(field) });
		return t("item.event.set", { who, field: fieldName(field), value: word(field, value) });
	};
	return (entry) => {
		const who = entry.by === "automation" ? t("item.automation") : entry.who;
		if (entry.type === "item.created") return t("item.event.created", { who });
		if (entry.type === "item.rolled-back")
			return t("item.event.rolledBack", { environment: String(entry.data.environment ?? "") });
		if (entry.type === "item.judged")
			return t("item.event.judged", {
				environment: String(entry.data.environment ?? ""),
				state: String(entry.data.state ?? ""),
			});
		return entry.data.recurred ? t("item.event.recurred") : changeOf(who, entry);
	};
}

const isEmpty = (value: unknown): boolean =>
	value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** What changes along with something else and says nothing by itself. */
const quiet = new Set(["snoozedUntil", "finishedAt", "duplicateOfId", "triageReason"]);

const asRecord = (value: unknown): Record<string, unknown> =>
	typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
