"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { itemsQuery } from "#components/planning/queries.ts";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import { DecisionDialog } from "./decision-dialog.tsx";
import type { DialogProps } from "./triage-act.ts";

/** Says that an arrival is another item of the team. */
export function MergeDialog(props: DialogProps) {
	const t = useTranslations("backlog");
	const [q, setQ] = useState("");
	const [into, setInto] = useState<string | null>(null);
	const { key, team } = props.arrival.item;
	const found = useInfiniteQuery(itemsQuery({ team: team.name, q }));
	const items = (found.data?.pages[0]?.items ?? []).filter((item) => item.key !== key).slice(0, 20);
	return (
		<DecisionDialog {...props} act="merge" ready={into !== null} decision={{ decision: "merge", into: into ?? "" }}>
			<Field label={t("mergeInto")}>
				{({ id }) => (
					<Combobox
						id={id}
						placeholder={t("searchItem")}
						options={items.map((item) => ({ value: item.key, label: `${item.key} ${item.title}` }))}
						value={into}
						onChange={setInto}
						onSearch={(text) => setQ(text.length > 1 && !text.includes(" ") ? text : "")}
					/>
				)}
			</Field>
		</DecisionDialog>
	);
}
