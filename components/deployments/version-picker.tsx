"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemState } from "#components/api/problem-state.tsx";
import { apiPages } from "#components/api/query.ts";
import { Badge } from "#components/ui/badge.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ArtifactRow } from "#server/artifacts/schema.ts";

type Props = { service: string; value: string | null; onChange: (digest: string) => void };

/** The versions of a service, newest first, to choose one of. */
export function VersionPicker({ service, value, onChange }: Props) {
	const t = useTranslations("deployments");
	const query = useInfiniteQuery(
		apiPages<ArtifactRow>(`/services/${encodeURIComponent(service)}/artifacts?limit=20`, ["artifacts"]),
	);
	if (!query.data) {
		return query.error ? <ProblemState error={query.error} onRetry={() => void query.refetch()} /> : <SkeletonRows />;
	}
	const versions = query.data.pages.flatMap(({ items }) => items);
	return (
		<fieldset className="mb-5">
			<legend className="mb-1.5 font-medium text-sm">{t("version")}</legend>
			{versions.length === 0 && <p className="text-muted">{t("noVersions")}</p>}
			<div className="max-h-52 overflow-y-auto rounded-md border empty:hidden">
				{versions.map((version) => (
					<Choice key={version.digest} version={version} chosen={version.digest === value} onChange={onChange} />
				))}
			</div>
		</fieldset>
	);
}

function Choice({ version, chosen, onChange }: { version: ArtifactRow; chosen: boolean; onChange: Props["onChange"] }) {
	const t = useTranslations("deployments");
	const { digest, commitTitle, runsIn, held, createdAt } = version;
	return (
		<label
			className={`flex min-h-8 cursor-pointer items-center gap-2.5 border-b px-2.5 py-1 last:border-b-0 hover:bg-hover ${chosen ? "bg-selected" : ""}`}
		>
			<input
				type="radio"
				name="version"
				checked={chosen}
				onChange={() => onChange(digest)}
				className="accent-(--accent)"
			/>
			<span className="font-medium">{version.version ?? digest.slice(7, 19)}</span>
			<span className="min-w-0 flex-1 truncate text-muted">{commitTitle}</span>
			{runsIn.map((name) => (
				<Badge key={name}>{name}</Badge>
			))}
			{held && <Badge tone="bad">{t("held")}</Badge>}
			<span className="text-muted text-xs">
				<Time value={createdAt} />
			</span>
		</label>
	);
}
