"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Column } from "#components/ui/data-table.tsx";
import { formatDuration } from "#components/ui/duration.tsx";
import { Time } from "#components/ui/time.tsx";
import type { DeploymentRow } from "#server/deployments/schema.ts";
import { ActorName } from "./actor-name.tsx";
import { DeploymentStatus } from "./deployment-status.tsx";
import { useSentence } from "./use-sentence.ts";
import { VersionName } from "./version-name.tsx";

/** Columns of a list of deployments; `service` is left out where all are of one. */
export function useDeploymentColumns({ service = true }: { service?: boolean } = {}): Column<DeploymentRow>[] {
	const t = useTranslations("deployments");
	const sentence = useSentence();
	const columns: Column<DeploymentRow>[] = [
		{
			key: "status",
			header: t("column.status"),
			width: "136px",
			cell: (row) => (
				<Link href={`/deployments/${row.id}`} title={row.outcome ? sentence("outcome", row.outcome) : undefined}>
					<DeploymentStatus value={row.status} />
				</Link>
			),
		},
		{
			key: "service",
			header: t("column.service"),
			cell: (row) => (
				<Link href={`/services/${row.service.name}`} className="font-medium hover:underline">
					{row.service.title}
				</Link>
			),
		},
		{ key: "environment", header: t("column.environment"), width: "108px", cell: (row) => row.environment.title },
		{ key: "kind", header: t("column.kind"), width: "108px", wide: true, cell: (row) => t(`kind.${row.kind}`) },
		{
			key: "version",
			header: t("column.version"),
			width: "176px",
			cell: (row) => <VersionName version={row.version} digest={row.digest} image={row.image} />,
		},
		{
			key: "from",
			header: t("column.from"),
			width: "170px",
			widest: true,
			cell: (row) => <VersionName version={row.fromVersion} digest={row.fromDigest} />,
		},
		{ key: "by", header: t("column.by"), width: "130px", wide: true, cell: (row) => <ActorName actor={row.actor} /> },
		{ key: "took", header: t("column.took"), width: "80px", align: "right", widest: true, cell: took },
		{
			key: "when",
			header: t("column.when"),
			width: "108px",
			align: "right",
			cell: (row) => <Time value={row.requestedAt} />,
		},
	];
	return service ? columns : columns.filter(({ key }) => key !== "service");
}

/** From the request to the last pod; nothing while it runs. */
function took({ requestedAt, rolledOutAt }: DeploymentRow) {
	return rolledOutAt ? formatDuration(Date.parse(rolledOutAt) - Date.parse(requestedAt)) : "—";
}
