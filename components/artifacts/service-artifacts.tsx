"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { PagedTable } from "#components/api/paged-table.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { Column } from "#components/ui/data-table.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ArtifactRow } from "#server/artifacts/schema.ts";
import { serviceArtifactsQuery } from "./queries.ts";
import { Size } from "./size.tsx";

/** Images of a service, newest first: version, digest, commit, run, where each runs. */
export function ServiceArtifacts({ service }: { service: string }) {
	const t = useTranslations("artifacts");
	const query = useInfiniteQuery(serviceArtifactsQuery(service));
	return (
		<PagedTable
			query={query}
			label={t("title")}
			columns={useArtifactColumns()}
			rowKey={(row) => row.id}
			rowHref={(row) => `/artifacts/${row.digest}`}
			empty={<EmptyState title={t("empty")}>{t("emptyDetail")}</EmptyState>}
		/>
	);
}

function useArtifactColumns(): Column<ArtifactRow>[] {
	const t = useTranslations("artifacts");
	return [
		{
			key: "version",
			header: t("version"),
			width: "150px",
			cell: (row) => (
				<span className="flex items-center gap-2">
					<Link href={`/artifacts/${row.digest}`} className="truncate font-medium hover:underline">
						{row.version ?? row.tags[0] ?? t("unnamed")}
					</Link>
					{row.held && <Status value="held" compact />}
				</span>
			),
		},
		{ key: "digest", header: t("digest"), width: "130px", cell: (row) => <Digest value={row.digest} /> },
		{
			key: "commit",
			header: t("commit"),
			wide: true,
			cell: (row) => (
				<>
					<span className="font-mono text-xs">{row.commitSha?.slice(0, 7) ?? "—"}</span>{" "}
					<span className="text-muted">{row.commitTitle}</span>
				</>
			),
		},
		{
			key: "run",
			header: t("run"),
			width: "70px",
			wide: true,
			cell: (row) =>
				row.run ? (
					<Link href={`/runs/${row.run.id}`} className="hover:underline">
						#{row.run.number}
					</Link>
				) : (
					"—"
				),
		},
		{
			key: "runsIn",
			header: t("runsIn"),
			width: "210px",
			cell: (row) => (
				<span className="flex gap-1">
					{row.runsIn.map((environment) => (
						<Badge key={environment}>{environment}</Badge>
					))}
				</span>
			),
		},
		{
			key: "size",
			header: t("size"),
			width: "90px",
			align: "right",
			widest: true,
			cell: (row) => <Size bytes={row.sizeBytes} />,
		},
		{
			key: "created",
			header: t("created"),
			width: "104px",
			align: "right",
			cell: (row) => <Time value={row.createdAt} />,
		},
	];
}
