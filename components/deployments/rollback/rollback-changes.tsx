"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { previewQuery } from "../queries.ts";

type Props = { asked: { service: string; environment: string; templateId: string; mode: "template" | "image" } };

/** What the cluster itself says would change, line by line. */
export function RollbackChanges({ asked }: Props) {
	const t = useTranslations("deployments");
	const query = useQuery(previewQuery(asked));
	return (
		<section aria-label={t("wouldChange")}>
			<h3 className="mb-1.5 font-medium text-sm">{t("wouldChange")}</h3>
			<Loaded query={query} placeholder={<Skeleton className="h-12 w-full" />}>
				{({ accepted, refusal, changes }) => (
					<>
						{!accepted && <p className="text-failing">{t("clusterRefuses", { message: refusal ?? "" })}</p>}
						{accepted && changes.length === 0 && <p className="text-muted">{t("changesNothing")}</p>}
						<div className="relative overflow-x-auto font-mono text-xs">
							{changes.map(({ path, from, to }) => (
								<div key={path} className="py-1">
									<div className="text-muted">{path}</div>
									{from !== null && <div className="break-all bg-failing-soft px-1">− {from}</div>}
									{to !== null && <div className="break-all bg-healthy-soft px-1">+ {to}</div>}
								</div>
							))}
						</div>
					</>
				)}
			</Loaded>
		</section>
	);
}
