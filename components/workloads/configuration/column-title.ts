import type { ConfigurationColumn } from "#server/workloads/configuration/schema.ts";

/** The environment's title; with cluster and namespace where it has several columns. */
export function columnTitle(column: ConfigurationColumn, columns: readonly ConfigurationColumn[]): string {
	const alike = columns.filter(({ environment }) => environment === column.environment);
	return alike.length > 1 ? `${column.title} · ${column.cluster}/${column.namespace}` : column.title;
}

/** The workloads of a column, by name. */
export const workloadNames = ({ workloads }: ConfigurationColumn): string =>
	workloads.map(({ name }) => name).join(", ");
