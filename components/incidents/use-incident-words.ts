"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Incident } from "#server/incidents/schema.ts";

type Words = {
	/** What is broken: the alert's own summary, or which rollout failed and how. */
	title: (incident: Pick<Incident, "title">) => string;
	/** What a family of incidents is called: an alert's name, or a kind of failure in words. */
	cause: (cause: string) => string;
};

/** Incidents in the reader's language, from their codes. */
export function useIncidentWords(): Words {
	const t = useTranslations("incidents");
	const cause = useCallback((code: string) => (t.has(`cause.${code}`) ? t(`cause.${code}`) : code), [t]);
	const title = useCallback(
		({ title: { code, ...params } }: Pick<Incident, "title">) => {
			if (code === "alert") return String(params.summary || params.alert || "");
			if (code !== "rollout") return code;
			return t("rolloutFailed", { version: String(params.version ?? "?"), cause: cause(String(params.cause ?? "")) });
		},
		[t, cause],
	);
	return { title, cause };
}
