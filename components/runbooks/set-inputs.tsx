"use client";

import { useTranslations } from "next-intl";
import type { RunbookInput } from "#server/incidents/runbooks/schema.ts";

/** What goes into the workflow beside what is asked. */
export function SetInputs({ inputs }: { inputs: Record<string, RunbookInput> }) {
	const t = useTranslations("runbooks");
	const set = Object.entries(inputs).filter(([, { kind }]) => kind !== "ask");
	if (set.length === 0) return null;
	return (
		<section>
			<h3 className="mb-1 font-medium text-sm">{t("set")}</h3>
			<dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-muted">
				{set.map(([name, rule]) => (
					<div key={name} className="contents">
						<dt className="font-mono text-xs leading-5">{name}</dt>
						<dd className="break-words">
							{rule.kind === "fact" ? t(`fact.${rule.fact}`) : rule.kind === "text" ? rule.text : null}
						</dd>
					</div>
				))}
			</dl>
		</section>
	);
}
