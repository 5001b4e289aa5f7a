"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { environmentsQuery } from "#components/deployments/queries.ts";
import { workflowsQuery } from "#components/pipelines/queries.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { RunbookRow } from "#server/incidents/runbooks/schema.ts";
import { runbooksQuery, useRemoveRunbook } from "./queries.ts";
import { RulesSheet } from "./rules-sheet.tsx";

/** The runbooks of a service, and where those who may add, change and remove them. */
export function RunbookRulesCard({ service }: { service: string }) {
	const t = useTranslations("runbooks");
	const query = useQuery(runbooksQuery(service));
	const workflows = useQuery(workflowsQuery(service)).data?.items.filter(({ inputs }) => inputs !== null);
	const environments = useQuery(environmentsQuery()).data?.items;
	const [changing, setChanging] = useState<RunbookRow | "new" | null>(null);
	const [removing, setRemoving] = useState<RunbookRow | null>(null);
	const [first, ...others] = workflows ?? [];
	return (
		<Card
			title={t("title")}
			aside={
				query.data?.mayAdd &&
				first && (
					<Button icon={<Plus aria-hidden size={14} />} onClick={() => setChanging("new")}>
						{t("add")}
					</Button>
				)
			}
		>
			<Loaded query={query}>
				{({ items, mayAdd }) => (
					<>
						{items.length === 0 && (
							<p className="text-muted">{mayAdd && workflows && !first ? t("noWorkflows") : t("about")}</p>
						)}
						<ul className="divide-y">
							{items.map((runbook) => (
								<Rule
									key={runbook.id}
									runbook={runbook}
									onChange={() => setChanging(runbook)}
									onRemove={() => setRemoving(runbook)}
								/>
							))}
						</ul>
					</>
				)}
			</Loaded>
			{changing && first && environments && (
				<RulesSheet
					{...{ service, environments, workflows: [first, ...others] }}
					runbook={changing === "new" ? null : changing}
					onClose={() => setChanging(null)}
				/>
			)}
			{removing && <Removal runbook={removing} onClose={() => setRemoving(null)} />}
		</Card>
	);
}

function Rule({ runbook, onChange, onRemove }: { runbook: RunbookRow; onChange: () => void; onRemove: () => void }) {
	const t = useTranslations("runbooks");
	const { title, description, workflow, ref, environments, approval, problem, mayConfigure } = runbook;
	return (
		<li className="flex flex-wrap items-start gap-x-3 gap-y-1 py-2 last:pb-0">
			<div className="min-w-48 flex-1">
				<p className="font-medium">{title}</p>
				<p className="text-muted">{description}</p>
				<p className="text-muted text-xs">
					{workflow
						? t("says", { workflow: workflow.name, ref, environments: environments.map((one) => one.title).join(", ") })
						: t("workflowGone")}{" "}
					{approval && `${t("needsApproval")}.`}
				</p>
				{problem && <p className="text-degraded text-xs">{t(`problem.${problem}`)}</p>}
			</div>
			{mayConfigure && (
				<>
					<Button look="quiet" aria-label={t("changeNamed", { title })} onClick={onChange}>
						{t("change")}
					</Button>
					<Button look="quiet" aria-label={t("removeNamed", { title })} onClick={onRemove}>
						{t("remove")}
					</Button>
				</>
			)}
		</li>
	);
}

function Removal({ runbook: { id, title }, onClose }: { runbook: RunbookRow; onClose: () => void }) {
	const t = useTranslations("runbooks");
	const remove = useRemoveRunbook(t("removed"), onClose);
	return (
		<ConfirmDialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t("removeTitle", { title })}
			description={t("removeAbout")}
			action={t("removeNamed", { title })}
			busy={remove.isPending}
			danger
			onConfirm={() => remove.mutate(id)}
		/>
	);
}
