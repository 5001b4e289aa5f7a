"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { threadQuery } from "#components/insights/queries.ts";
import { Rail } from "#components/loop/rail.tsx";
import { ItemLinks } from "#components/pipelines/run-facts.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { ExternalLink } from "#components/ui/external-link.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Key } from "#components/ui/key.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ArtifactDetail } from "#server/artifacts/schema.ts";
import { artifactQuery } from "./queries.ts";
import { Size } from "./size.tsx";

/** One image: what it was made from, by which run, where it runs. */
export function ArtifactView({ digest }: { digest: string }) {
	const t = useTranslations("artifacts");
	const query = useQuery(artifactQuery(digest));
	const thread = useQuery(threadQuery("artifact", digest));
	return (
		<Loaded query={query}>
			{(artifact) => (
				<>
					<ArtifactHeader artifact={artifact} />
					<Rail stations={thread.data?.stations} />
					<div className="grid grid-cols-2 items-start gap-4 pt-2 max-lg:grid-cols-1">
						<Card title={t("origin")}>
							<Origin artifact={artifact} />
						</Card>
						<Card title={t("image")}>
							<ImageFacts artifact={artifact} />
						</Card>
					</div>
				</>
			)}
		</Loaded>
	);
}

function ArtifactHeader({ artifact }: { artifact: ArtifactDetail }) {
	const t = useTranslations("artifacts");
	const { service, version, tags, digest, held, runsIn, createdAt } = artifact;
	return (
		<PageHeader
			title={`${service ?? artifact.repository} ${version ?? tags[0] ?? ""}`}
			meta={
				<>
					<Digest value={digest} />
					{held && <Status value="held" />}
					{service && (
						<Link href={`/services/${service}`} className="font-medium text-text hover:underline">
							{service}
						</Link>
					)}
					{runsIn.map((environment) => (
						<Badge key={environment}>{environment}</Badge>
					))}
					<Time value={createdAt} />
				</>
			}
			actions={<ButtonLink href={`/thread/artifact/${digest}`}>{t("followThread")}</ButtonLink>}
		/>
	);
}

function Origin({ artifact }: { artifact: ArtifactDetail }) {
	const t = useTranslations("artifacts");
	const { commit, commitSha, run, evidence, items } = artifact;
	return (
		<Facts
			facts={[
				{
					label: t("commit"),
					value: commitSha ? (
						<span className="flex flex-wrap items-baseline gap-x-2">
							<Digest value={commitSha} length={7} />
							{commit && <ExternalLink href={commit.url}>{commit.message.split("\n")[0]}</ExternalLink>}
						</span>
					) : (
						t("unknown")
					),
				},
				{ label: t("author"), value: commit?.author ?? "—" },
				{
					label: t("run"),
					value: run ? (
						<Link href={`/runs/${run.id}`} className="hover:underline">
							#{run.number}
						</Link>
					) : (
						t("unknown")
					),
				},
				{ label: t("items"), value: <ItemLinks items={items} none={t("noItems")} /> },
				{
					label: t("knownBy"),
					value: evidence && t.has(`evidence.${evidence}`) ? t(`evidence.${evidence}`) : (evidence ?? "—"),
				},
			]}
		/>
	);
}

function ImageFacts({ artifact }: { artifact: ArtifactDetail }) {
	const t = useTranslations("artifacts");
	const { repository, digest, tags, sizeBytes, platformDigests, createdAt } = artifact;
	const labels = Object.entries(artifact.labels);
	return (
		<Facts
			facts={[
				{
					label: t("reference"),
					value: (
						<span className="break-all">
							<Key copyable>{`${repository}@${digest}`}</Key>
						</span>
					),
				},
				{ label: t("tags"), value: tags.length === 0 ? "—" : tags.join(", ") },
				{ label: t("size"), value: <Size bytes={sizeBytes} /> },
				{ label: t("created"), value: <Time value={createdAt} absolute /> },
				...platformDigests.map((platform, index) => ({
					label: t("platform", { number: index + 1 }),
					value: <Digest value={platform} />,
				})),
				...labels.map(([name, value]) => ({
					label: name.replace(/^org\.opencontainers\.image\./, ""),
					value: <span className="break-all font-mono text-xs">{value}</span>,
				})),
			]}
		/>
	);
}
