"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { ExternalLink } from "#components/ui/external-link.tsx";
import type { DeploymentDetail } from "#server/deployments/schema.ts";

/** What brings a deployment to the cluster, and how far that is. */
export function CarrierFact({
	deployment: { way, carrier },
}: {
	deployment: Pick<DeploymentDetail, "way" | "carrier">;
}) {
	const t = useTranslations("ways");
	if (!carrier) return t(`carried.${way}`);
	if (carrier.kind === "git") {
		const { repository, sha, pull, url } = carrier;
		const waits = sha === null;
		return (
			<>
				<ExternalLink href={url}>
					{pull === null
						? t("carried.commit", { repository, sha: sha?.slice(0, 7) ?? "" })
						: t("carried.pull", { repository, number: pull })}
				</ExternalLink>{" "}
				{waits && <span className="text-muted">{t("carried.waitsForMerge")}</span>}
			</>
		);
	}
	const { workflow, run } = carrier;
	if (!run) return t("carried.starting", { workflow });
	const state = run.status === "completed" ? (run.conclusion ?? run.status) : run.status;
	return (
		<>
			<Link href={`/runs/${run.id}`} className="text-accent hover:underline">
				{t("carried.run", { workflow, number: run.number })}
			</Link>{" "}
			<span className="text-muted">{t.has(`runState.${state}`) ? t(`runState.${state}`) : state}</span>
		</>
	);
}
