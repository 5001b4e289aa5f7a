"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Coded } from "#server/deployments/schema.ts";

/** Parameters that a sentence may ask for and that a code may not carry. */
const blank = {
	...{ name: "", namespace: "", pod: "", reason: "", message: "", verb: "", resource: "", sha: "", service: "" },
	...{ environment: "", rule: "", said: "", by: "", count: 0, kind: "", id: "" },
};

/** Turns why a preview is not ready, or what is different in it, into a sentence. */
export function usePreviewSentence(): (group: "problem" | "note", coded: Coded) => string {
	const t = useTranslations("previews");
	return useCallback(
		(group, { code, ...params }) => {
			const key = t.has(`${group}.${code}`) ? `${group}.${code}` : `${group}.other`;
			const given = Object.entries(params).map(([name, value]) => [
				name,
				typeof value === "number" ? value : String(value ?? ""),
			]);
			return t(key, { ...blank, code, ...Object.fromEntries(given) });
		},
		[t],
	);
}
