"use client";

import { CircleX, Info } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { DeploymentDetail } from "#server/deployments/schema.ts";
import { useSentence } from "../use-sentence.ts";

/** How it ended, in one sentence, with the cluster's own words below. */
export function Outcome({ deployment }: { deployment: DeploymentDetail }) {
	const t = useTranslations("deployments");
	const ways = useTranslations("ways");
	const sentence = useSentence();
	const { outcome, status, autoRollback } = deployment;
	if (!outcome || outcome.code === "succeeded") return null;
	const bad = status === "failed" || status === "rolled_back";
	const Icon = bad ? CircleX : Info;
	const message = typeof outcome.message === "string" ? outcome.message : null;
	return (
		<div
			role="status"
			className={`mt-3 flex gap-2.5 rounded-lg border p-3 ${bad ? "border-failing/40 bg-failing-soft" : "bg-surface"}`}
		>
			<Icon aria-hidden size={16} className={`mt-0.5 shrink-0 ${bad ? "text-failing" : "text-muted"}`} />
			<div className="min-w-0">
				<p className="font-medium">{sentence("outcome", outcome)}</p>
				{typeof outcome.runId === "string" && (
					<Link href={`/runs/${outcome.runId}`} className="text-accent hover:underline">
						{ways("openRun")}
					</Link>
				)}
				{message && <p className="mt-1 break-words font-mono text-muted text-xs">{message}</p>}
				{status === "failed" && autoRollback === "off" && <p className="mt-1 text-muted">{t("noAutoRollback")}</p>}
			</div>
		</div>
	);
}
