"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { PreviewRuleAnswer } from "#server/workloads/previews/schema.ts";
import { Money } from "./money.tsx";
import { PreviewRuleSheet } from "./preview-rule-sheet.tsx";
import { previewRuleQuery } from "./queries.ts";

/** How previews of a service are made, and where that is chosen. */
export function PreviewRuleCard({ service }: { service: string }) {
	const t = useTranslations("previews");
	const [changing, setChanging] = useState(false);
	return (
		<Card title={t("ruleTitle")}>
			<Loaded query={useQuery(previewRuleQuery(service))}>
				{(answer) => (
					<>
						<div className="flex flex-wrap items-center gap-x-3 gap-y-1">
							<span className="min-w-48 flex-1">
								{answer.rule ? <Says {...answer} /> : <span className="text-muted">{t("ruleOff")}</span>}
							</span>
							{answer.mayConfigure && answer.environments.length > 0 && (
								<Button look="quiet" onClick={() => setChanging(true)}>
									{t("ruleChange")}
								</Button>
							)}
						</div>
						{changing && <PreviewRuleSheet {...{ service, answer }} onClose={() => setChanging(false)} />}
					</>
				)}
			</Loaded>
		</Card>
	);
}

function Says({ rule, prices, environments }: PreviewRuleAnswer) {
	const t = useTranslations("previews");
	if (!rule) return null;
	const title = environments.find(({ name }) => name === rule.environment)?.title ?? rule.environment;
	const { replicas, hours, namespace, urlPattern } = rule;
	return (
		<>
			{t("ruleSays", { environment: title, replicas, hours, namespace: namespace ?? "none" })}{" "}
			{urlPattern && <span className="break-all font-mono text-xs">{urlPattern}</span>}
			<span className="block text-muted text-xs">
				{t("pricesAre")} <Money amount={rule.cpuPrice ?? prices.cpu} currency={prices.currency} /> {t("perCore")} ·{" "}
				<Money amount={rule.memoryPrice ?? prices.memory} currency={prices.currency} /> {t("perGib")}
			</span>
		</>
	);
}
