"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Coded } from "#server/deployments/schema.ts";

type Group = "outcome" | "event" | "gate" | "hold" | "check";

/** Turns a code with its parameters into a sentence; a code without one shows itself. */
export function useSentence(): (group: Group, coded: Coded) => string {
	const t = useTranslations("deployments");
	const format = useFormatter();
	return useCallback(
		(group, { code, ...params }) => {
			const key = `${group}.${code.replaceAll(".", "-")}`;
			if (!t.has(key)) return code;
			const values = Object.entries(params).map(([name, value]) => [
				name,
				typeof value === "number"
					? value
					: isTime(value)
						? format.dateTime(new Date(value), moment)
						: String(value ?? ""),
			]);
			return t(key, { ...blank, ...Object.fromEntries(values) });
		},
		[t, format],
	);
}

const moment = { dateStyle: "medium", timeStyle: "short" } as const;
const isTime = (value: unknown): value is string =>
	typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);

/** Parameters a sentence may ask for and that a code may not carry. */
const blank = {
	by: "",
	rule: "",
	said: "",
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
	state: "",
	until: "none",
	why: "",
	service: "",
	percent: 0,
	objective: 0,
	days: 0,
	minutes: 0,
	wanted: 0,
	count: 0,
	of: 0,
	sha: "",
	fixes: "",
	waiting: "",
	workflow: "",
	repository: "",
	conclusion: "",
	status: "",
	place: "",
	path: "",
	signal: "",
	title: "",
	mode: "",
	open: "",
	later: "",
	filed: "",
	incident: "",
	item: "",
	since: "",
	step: 0,
	steps: 0,
};
