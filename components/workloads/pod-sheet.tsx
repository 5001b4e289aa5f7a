"use client";

import { useTranslations } from "next-intl";
import { Sheet } from "#components/ui/dialog.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Pod } from "#server/workloads/schema.ts";
import { PodLog } from "./pod-log.tsx";
import { PodResources, PodRestarts, PodStatus } from "./pod-state.tsx";

type Props = { pod: Pod; liveHref: string | null; onClose: () => void };

/** All that is known of a pod, also where the table has no room for it, and the end of its log. */
export function PodSheet({ pod, liveHref, onClose }: Props) {
	const t = useTranslations("workloads");
	const facts = [
		{ label: t("column.state"), value: <PodStatus pod={pod} /> },
		...(pod.message ? [{ label: t("message"), value: <span className="break-words">{pod.message}</span> }] : []),
		{ label: t("column.digest"), value: pod.digest ? <Digest value={pod.digest} /> : "—" },
		{ label: t("column.restarts"), value: <PodRestarts pod={pod} /> },
		{ label: t("column.resources"), value: <PodResources containers={pod.containers} /> },
		{ label: t("column.node"), value: pod.node ?? "—" },
		{ label: t("address"), value: pod.podIp ?? "—" },
		{ label: t("column.age"), value: <Time value={pod.createdAt} /> },
	];
	return (
		<Sheet open onOpenChange={(open) => !open && onClose()} title={t("podTitle")} description={pod.name}>
			<Facts facts={facts} />
			<h3 className="pt-5 pb-2 font-medium">{t("logTitle")}</h3>
			<PodLog pod={pod} liveHref={liveHref} />
		</Sheet>
	);
}
