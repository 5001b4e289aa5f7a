"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type {
	ChangeConfiguration,
	Configuration,
	ConfigurationColumn,
} from "#server/workloads/configuration/schema.ts";
import type { Draft } from "./change-fields.tsx";
import { configurationQuery, useChangeConfiguration } from "./queries.ts";

/** Where a key is changed, and on which version of its object. */
export type KeyPlace = Pick<ChangeConfiguration, "kind" | "object" | "resourceVersion"> & {
	column: ConfigurationColumn;
};

/** A change that is being typed: what is sent, and how it goes on when somebody was faster. Nothing typed is lost. */
export function useKeyChange(service: string, initial: Draft, onClose: () => void) {
	const t = useTranslations("configuration");
	const client = useQueryClient();
	const [draft, setDraft] = useState(initial);
	const [looking, setLooking] = useState(false);
	const change = useChangeConfiguration(service, t("asked"), onClose);
	const send = ({ column, ...place }: KeyPlace, key: string, value: string | null) => {
		const { environment, connectionId, namespace } = column;
		change.mutate({
			...{ ...place, environment, connectionId, namespace, key, value, reason: draft.reason.trim() },
			...(draft.undo !== "0" && { undoMinutes: Number(draft.undo) }),
		});
	};
	/** Reads again; answers the newest. */
	const lookAgain = async (): Promise<Configuration | null> => {
		setLooking(true);
		const { queryKey } = configurationQuery(service);
		await client.invalidateQueries({ queryKey });
		setLooking(false);
		change.reset();
		return client.getQueryData<Configuration>(queryKey) ?? null;
	};
	const fits = draft.reason.trim().length >= 3;
	return { draft, setDraft, change, send, lookAgain, looking, fits };
}
