"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { OnCallFact } from "#components/on-call/on-call-fact.tsx";
import { DispatchButton } from "#components/pipelines/dispatch-button.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { DataAge } from "#components/ui/data-age.tsx";
import { ExternalLink } from "#components/ui/external-link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { ServicePage } from "#server/views/services/schema.ts";
import { Lifecycle } from "./lifecycle.tsx";
import { SyncCatalogButton } from "./sync-catalog-button.tsx";

/** Name, owner, tier, lifecycle, repository and links of a service, and what can be done with it. */
export function ServiceHeader({ service }: { service: ServicePage }) {
	const t = useTranslations("catalog");
	const { owner, tier, lifecycle, system, repository, links, orphanedAt, source } = service;
	return (
		<PageHeader
			title={service.title}
			description={service.description}
			meta={
				<>
					<span>
						{t("ownedBy")}{" "}
						{owner ? (
							<Link href={`/teams/${encodeURIComponent(owner.name)}`} className="font-medium text-text hover:underline">
								{owner.title}
							</Link>
						) : (
							<span className="font-medium text-text">{t("none")}</span>
						)}
					</span>
					{service.onCall && <OnCallFact now={service.onCall} />}
					{tier !== null && <Badge tone={tier === 1 ? "accent" : "plain"}>{t("tier", { tier })}</Badge>}
					<Lifecycle value={lifecycle} />
					{system && <span>{t("inSystem", { system })}</span>}
					{repository && <ExternalLink href={repository.url}>{repository.slug}</ExternalLink>}
					{links.map((link) => (
						<ExternalLink key={link.url} href={link.url}>
							{link.title ?? new URL(link.url).host}
						</ExternalLink>
					))}
					{orphanedAt && (
						<Badge tone="warning" title={source?.path ?? ""}>
							{t("orphanedDetail")}
						</Badge>
					)}
					{repository?.gone && <Badge tone="warning">{t("repositoryGone")}</Badge>}
					<DataAge observedAt={repository?.observedAt ?? service.observedAt} freshForSeconds={300} source="GitHub" />
				</>
			}
			actions={
				<>
					<SyncCatalogButton service={service.name} />
					<DispatchButton service={service.name} />
				</>
			}
		/>
	);
}
