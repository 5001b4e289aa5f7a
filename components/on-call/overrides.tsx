"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useAct } from "#components/api/use-act.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { OnCall } from "#server/access/on-call/schema.ts";
import { Moment } from "./moment.tsx";
import { removeOverride } from "./queries.ts";

/** The overrides that are not over, each with who made it and why. */
export function Overrides({ onCall: { overrides, mayManage }, timeZone }: { onCall: OnCall; timeZone: string }) {
	const t = useTranslations("on-call");
	const remove = useAct({ act: (id: string) => removeOverride(id), done: t("overrideRemoved") });
	if (overrides.length === 0) return null;
	return (
		<ul aria-label={t("overrides")} className="space-y-1.5 border-t pt-2">
			{overrides.map(({ id, person, from, until, reason, createdBy }) => (
				<li key={id} className="flex items-start gap-2 text-xs">
					<span className="min-w-0 flex-1">
						<span className="font-medium">{person?.name ?? t("nobody")}</span>{" "}
						<span className="text-muted">
							{t("from")} <Moment value={from} timeZone={timeZone} /> {t("until")}{" "}
							<Moment value={until} timeZone={timeZone} />
							{reason && ` · ${reason}`} · {createdBy}
						</span>
					</span>
					{mayManage && (
						<IconButton
							label={t("removeOverride", { name: person?.name ?? t("nobody") })}
							icon={<X aria-hidden size={14} />}
							disabled={remove.isPending}
							onClick={() => remove.mutate(id)}
						/>
					)}
				</li>
			))}
		</ul>
	);
}
