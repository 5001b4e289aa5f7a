"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { PagedTable } from "#components/api/paged-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { deploymentsQuery } from "./queries.ts";
import { useDeploymentColumns } from "./use-deployment-columns.tsx";

/** The deployments of one service. */
export function ServiceDeployments({ service }: { service: string }) {
	const t = useTranslations("deployments");
	const query = useInfiniteQuery(deploymentsQuery({ service }));
	const columns = useDeploymentColumns({ service: false });
	return (
		<PagedTable
			query={query}
			label={t("title")}
			columns={columns}
			rowKey={(row) => row.id}
			rowHref={(row) => `/deployments/${row.id}`}
			empty={<EmptyState title={t("empty")}>{t("emptyDetail")}</EmptyState>}
		/>
	);
}
