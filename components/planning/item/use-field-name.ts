"use client";

import { useTranslations } from "next-intl";

/** The word for a field of an item in the reader's language; fields are written as the API names them. */
export function useFieldName(): (field: string) => string {
	const t = useTranslations("planning.field");
	return (field) => {
		const name = field === "sprintId" ? "sprint" : field;
		return t.has(name) ? t(name).toLowerCase() : name;
	};
}
