"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterChips, useFilters } from "#components/ui/filter-chips.tsx";
import type { Configuration } from "#server/workloads/configuration/schema.ts";
import { WorkloadChanges } from "../workload-changes.tsx";
import { AddKeySheet } from "./add-key-sheet.tsx";
import { ConfigurationAge } from "./configuration-age.tsx";
import { type Chosen, ConfigurationTable } from "./configuration-table.tsx";
import { KeySheet } from "./key-sheet.tsx";
import { configurationQuery } from "./queries.ts";

/** The configuration of a service, key by key, side by side for every environment. */
export function ConfigurationPanel({ service }: { service: string }) {
	const t = useTranslations("configuration");
	const query = useQuery(configurationQuery(service));
	return (
		<Loaded query={query}>
			{(configuration) =>
				configuration.rows.length === 0 ? (
					<EmptyState title={t("empty")}>{t("emptyDetail")}</EmptyState>
				) : (
					<Keys service={service} configuration={configuration} onReadAgain={() => void query.refetch()} />
				)
			}
		</Loaded>
	);
}

type Props = { service: string; configuration: Configuration; onReadAgain: () => void };

function Keys({ service, configuration, onReadAgain }: Props) {
	const t = useTranslations("configuration");
	const { show, q } = useFilters(["show", "q"]);
	const [chosen, setChosen] = useState<Chosen | null>(null);
	const [adding, setAdding] = useState(false);
	const { columns, rows, more } = configuration;
	const shown = rows.filter(
		({ comparison, object, key }) =>
			(show !== "differences" || ["differs", "missing", "unknown"].includes(comparison)) &&
			`${object} ${key ?? ""}`.toLowerCase().includes(q.toLowerCase()),
	);
	const row =
		chosen && rows.find((one) => one.kind === chosen.kind && one.object === chosen.object && one.key === chosen.key);
	return (
		<>
			<FilterChips
				search={t("search")}
				filters={[{ name: "show", label: t("show"), options: [{ value: "differences", label: t("onlyDifferences") }] }]}
			>
				<span>{t("count", { shown: shown.length, count: rows.length })}</span>
				<ConfigurationAge rows={rows} onReadAgain={onReadAgain} />
				{columns.some(({ mayChange }) => mayChange) && (
					<Button icon={<Plus aria-hidden size={14} />} onClick={() => setAdding(true)}>
						{t("addKey")}
					</Button>
				)}
			</FilterChips>
			{shown.length === 0 ? (
				<EmptyState title={t(show ? "noDifferences" : "noMatch")}>{t("noMatchDetail")}</EmptyState>
			) : (
				<Card flush>
					<ConfigurationTable columns={columns} rows={shown} onChoose={setChosen} />
				</Card>
			)}
			{more > 0 && <p className="pt-2 text-muted text-xs">{t("more", { count: more })}</p>}
			<p className="max-w-[90ch] py-3 text-muted text-xs">{t("about")}</p>
			<WorkloadChanges service={service} action="configure" />
			{row && chosen && (
				<KeySheet {...{ service, columns, row }} column={chosen.column} onClose={() => setChosen(null)} />
			)}
			{adding && <AddKeySheet {...{ service, configuration }} onClose={() => setAdding(false)} />}
		</>
	);
}
