"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { useAct } from "#components/api/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { EnvironmentRow } from "#server/deployments/environments/schema.ts";
import type { FreezeRow } from "#server/deployments/freezes/schema.ts";
import { NewFreezeDialog } from "./new-freeze-dialog.tsx";
import { endFreeze, freezesQuery } from "./queries.ts";

/** The freeze windows of an environment: what runs, what comes, and a new one. */
export function Freezes({ environment }: { environment: Pick<EnvironmentRow, "name" | "mayConfigure"> }) {
	const t = useTranslations("settings.environments");
	const query = useQuery(freezesQuery(environment.name));
	const [creating, setCreating] = useState(false);
	return (
		<section className="space-y-3">
			<div className="flex items-center gap-3">
				<h3 className="flex-1 font-medium text-sm">{t("freezes")}</h3>
				{environment.mayConfigure && (
					<Button size="sm" onClick={() => setCreating(true)}>
						{t("newFreeze")}
					</Button>
				)}
			</div>
			<Loaded query={query}>
				{({ items }) =>
					items.length === 0 ? (
						<p className="text-muted">{t("noFreezes")}</p>
					) : (
						<ul className="space-y-2">
							{items.map((freeze) => (
								<Freeze key={freeze.id} freeze={freeze} mayEnd={environment.mayConfigure} />
							))}
						</ul>
					)
				}
			</Loaded>
			{creating && <NewFreezeDialog environment={environment.name} onClose={() => setCreating(false)} />}
		</section>
	);
}

function Freeze({ freeze, mayEnd }: { freeze: FreezeRow; mayEnd: boolean }) {
	const t = useTranslations("settings.environments");
	const [ending, setEnding] = useState(false);
	const end = useAct({ act: () => endFreeze(freeze.id), done: t("ended", { name: freeze.name }) });
	return (
		<li className="rounded-md border px-3 py-2">
			<div className="flex items-center gap-3">
				<span className="min-w-0 flex-1 truncate font-medium">{freeze.name}</span>
				{freeze.running && <Status value="held" label={t("inForce")} />}
				{mayEnd && (
					<Button size="sm" look="danger" onClick={() => setEnding(true)}>
						{t("end")}
					</Button>
				)}
			</div>
			<p className="text-muted text-xs">{freeze.reason}</p>
			<p className="text-muted text-xs">
				{freeze.running ? (
					<>
						{t("until")} <Time value={freeze.running.until} />
					</>
				) : freeze.next ? (
					<>
						{t("next")} <Time value={freeze.next.from} />
					</>
				) : (
					t("over")
				)}{" "}
				· {freeze.rule ? t("recurs") : t("once")} · {freeze.timeZone}
			</p>
			<ConfirmDialog
				open={ending}
				onOpenChange={setEnding}
				title={t("endTitle", { name: freeze.name })}
				action={t("end")}
				busy={end.isPending}
				onConfirm={() => end.mutate()}
				danger
			>
				{t("endDetail")}
			</ConfirmDialog>
		</li>
	);
}
