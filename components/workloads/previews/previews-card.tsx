"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { ExternalLink } from "#components/ui/external-link.tsx";
import { Time } from "#components/ui/time.tsx";
import type { PullRequestRow } from "#server/pipelines/schema.ts";
import type { PreviewRow } from "#server/workloads/previews/schema.ts";
import { Money } from "./money.tsx";
import { PreviewStatus } from "./preview-status.tsx";
import { openPullsQuery, previewRuleQuery, servicePreviewsQuery, useRequestPreview } from "./queries.ts";
import { usePreviewSentence } from "./use-preview-sentence.ts";

/** The open pull requests of a service, which of them run, and where one is let run. */
export function PreviewsCard({ service }: { service: string }) {
	const t = useTranslations("previews");
	const rule = useQuery(previewRuleQuery(service));
	const previews = useQuery(servicePreviewsQuery(service));
	const query = useQuery(openPullsQuery(service));
	const isOff = rule.data?.rule === null;
	const mayStart = !isOff && rule.data?.mayRequest === true;
	const open = previews.data?.items ?? [];
	return (
		<Card
			flush
			title={t("title")}
			aside={
				isOff ? (
					<span className="flex flex-wrap items-center gap-2 text-muted text-sm">
						{t("off")}
						<ButtonLink size="sm" href={`/services/${service}?tab=rules`}>
							{t("openRules")}
						</ButtonLink>
					</span>
				) : (
					previews.data && previews.data.sum.count > 0 && <Sum sum={previews.data.sum} />
				)
			}
		>
			<Loaded query={query}>
				{({ items }) => (
					<ul className="divide-y">
						{items.length === 0 && <li className="px-3.5 py-2.5 text-muted">{t("noPulls")}</li>}
						{items.map((pull) => (
							<Row
								key={pull.id}
								{...{ service, pull, mayStart }}
								preview={open.find((one) => one.pull.number === pull.number) ?? null}
							/>
						))}
						{open
							.filter(({ pull }) => !items.some(({ number }) => number === pull.number))
							.map((preview) => (
								<Row key={preview.id} {...{ service, preview, mayStart }} pull={preview.pull} />
							))}
					</ul>
				)}
			</Loaded>
		</Card>
	);
}

function Sum({ sum: { count, perDay, currency } }: { sum: { count: number; perDay: number; currency: string } }) {
	const t = useTranslations("previews");
	return (
		<span className="text-muted text-sm">
			{t("running", { count })} · <Money amount={perDay} currency={currency} /> {t("aDay")}
		</span>
	);
}

type RowProps = {
	service: string;
	pull: Pick<PullRequestRow, "number" | "title" | "url" | "headRef" | "author">;
	preview: PreviewRow | null;
	mayStart: boolean;
};

function Row({ service, pull, preview, mayStart }: RowProps) {
	const t = useTranslations("previews");
	const router = useRouter();
	const ask = useRequestPreview(({ id }) => router.push(`/previews/${id}`));
	return (
		<li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3.5 py-2">
			<span className="min-w-52 flex-1 basis-72">
				<ExternalLink href={pull.url}>#{pull.number}</ExternalLink> {pull.title}
				<span className="block text-muted text-xs">
					{pull.author} · <span className="font-mono">{pull.headRef}</span>
				</span>
			</span>
			{preview && <State preview={preview} />}
			{preview ? (
				<ButtonLink size="sm" href={`/previews/${preview.id}`}>
					{t("open", { number: pull.number })}
				</ButtonLink>
			) : (
				mayStart && (
					<Button size="sm" busy={ask.isPending} onClick={() => ask.mutate({ service, number: pull.number })}>
						{t("start", { number: pull.number })}
					</Button>
				)
			)}
		</li>
	);
}

function State({ preview: { status, problem, url, endsAt, cost } }: { preview: PreviewRow }) {
	const t = useTranslations("previews");
	const sentence = usePreviewSentence();
	return (
		<span className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 text-sm">
			<span title={problem ? sentence("problem", problem) : undefined}>
				<PreviewStatus value={status} />
			</span>
			{url && status === "ready" && <ExternalLink href={url}>{t("openAddress")}</ExternalLink>}
			<span className="text-muted">
				{t("endsShort")} <Time value={endsAt} />
			</span>
			<span className="text-muted">
				<Money amount={cost.soFar} currency={cost.currency} /> {t("soFar")}
			</span>
		</span>
	);
}
