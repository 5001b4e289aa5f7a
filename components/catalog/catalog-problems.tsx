"use client";

import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { ExternalLink } from "#components/ui/external-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { CatalogProblemRow } from "#server/views/services/schema.ts";
import { catalogProblemsQuery } from "./queries.ts";

/** The catalog files of the whole organisation that could not be read in full. */
export function CatalogProblems() {
	const query = useQuery(catalogProblemsQuery());
	return query.data && query.data.items.length > 0 ? <ProblemList problems={query.data.items} /> : null;
}

/** Problems of catalog files: which file, which line, what is wrong. The last good version stays in use. */
export function ProblemList({ problems }: { problems: readonly CatalogProblemRow[] }) {
	const t = useTranslations("catalog.problem");
	return (
		<section aria-label={t("title")} className="mb-3 rounded-lg border border-degraded/50 px-3.5 py-2.5">
			<h2 className="flex items-center gap-2 font-medium text-degraded text-sm">
				<TriangleAlert aria-hidden size={14} />
				{t("count", { count: problems.length })}
			</h2>
			<p className="text-muted text-xs">{t("kept")}</p>
			<ul className="mt-1.5 space-y-1">
				{problems.map((problem) => (
					<li key={problem.id} className="flex flex-wrap items-baseline gap-x-3">
						<span className="font-mono text-xs">
							<ExternalLink href={problem.url}>
								{problem.repository}/{problem.path}
								{problem.line !== null && `:${problem.line}`}
							</ExternalLink>
						</span>
						<span className="min-w-0 flex-1 basis-64">
							{t.has(`code.${problem.code}`) ? `${t(`code.${problem.code}`)} ` : ""}
							<span className="text-muted">{problem.detail}</span>
						</span>
						<Time value={problem.observedAt} className="text-faint text-xs" />
					</li>
				))}
			</ul>
		</section>
	);
}
