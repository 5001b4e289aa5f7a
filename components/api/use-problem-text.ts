"use client";

import { useMessages, useTranslations } from "next-intl";
import { useCallback } from "react";
import { asProblem } from "./problem.ts";

/**
 * The sentence for an error in the reader's language. A feature writes the texts of its codes under `problems` in its own
 * message file; a code without a text shows the API's English sentence.
 */
export function useProblemText(): (error: unknown) => string {
	const t = useTranslations();
	const messages = useMessages();
	return useCallback(
		(error: unknown) => {
			const { code, detail, params } = asProblem(error);
			const key = Object.keys(messages)
				.map((namespace) => `${namespace}.problems.${code}`)
				.find((candidate) => t.has(candidate));
			return key ? t(key, definedParams(params)) : detail;
		},
		[t, messages],
	);
}

const definedParams = (params: Record<string, string | number | boolean | null> | undefined) =>
	Object.fromEntries(
		Object.entries(params ?? {}).map(([name, value]) => [
			name,
			typeof value === "number" ? value : String(value ?? ""),
		]),
	);
