"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import type { WorkflowForm } from "#server/pipelines/schema.ts";
import { refsQuery } from "./queries.ts";

type Props = { workflow: WorkflowForm; value: string | null; onChange: (ref: string | null) => void };

/** Branch or tag that a workflow runs on; found by typing. */
export function RefPicker({ workflow, value, onChange }: Props) {
	const t = useTranslations("pipelines");
	const query = useQuery(refsQuery(workflow.id));
	const known = query.data?.items ?? [{ name: workflow.defaultBranch, kind: "branch" as const, sha: "" }];
	const stale = query.data && !query.data.live;
	return (
		<Field label={t("ref")} hint={stale ? t("refsStale") : t("refHint")}>
			{(wiring) => (
				<Combobox
					{...wiring}
					value={value}
					onChange={onChange}
					options={known.map(({ name, kind, sha }) => ({
						value: name,
						label: `${name} · ${t(`refKind.${kind}`)}${sha && ` · ${sha.slice(0, 7)}`}`,
					}))}
				/>
			)}
		</Field>
	);
}
