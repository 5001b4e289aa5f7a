"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Coded } from "#server/deployments/schema.ts";

type Group = "outcome" | "event" | "gate" | "hold";

/** Turns a code with its parameters into a sentence; a code without one shows itself. */
export function useSentence(): (group: Group, coded: Coded) => string {
	const t = useTranslations("deployments");
	return useCallback(
		(group, { code, ...params }) => {
			const key = `${group}.${code.replaceAll(".", "-")}`;
			if (!t.has(key)) return code;
			const values = Object.entries(params).map(([name, value]) => [
				name,
				typeof value === "number" ? value : String(value ?? ""),
			]);
			return t(key, { ...blank, ...Object.fromEntries(values) });
		},
		[t],
	);
}

/** Parameters a sentence may ask for and that a code may not carry. */
const blank = {
	by: "",
	pod: "",
	reason: "",
	message: "",
	restarts: 0,
	exitCode: "",
	ready: 0,
	desired: 0,
	manager: "",
	owner: "",
	version: "",
	several: 0,
	cluster: "",
	namespace: "",
	name: "",
	number: 0,
	environment: "",
	verb: "",
	resource: "",
	digest: "",
	because: "",
	expected: "",
	found: "",
	was: "",
	what: "",
	code: "",
	held: "",
};
