"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Digest } from "#components/ui/digest.tsx";
import type { RunDetail } from "#server/pipelines/schema.ts";
import { runArtifactsQuery } from "./queries.ts";

/** Images that a run pushed, by digest; says what it waits for while there is none. */
export function RunArtifacts({ run }: { run: RunDetail }) {
	const t = useTranslations("artifacts");
	const query = useInfiniteQuery(runArtifactsQuery(run.id));
	const images = query.data?.pages.flatMap((page) => page.items) ?? [];
	return (
		<Card title={t("pushed")}>
			{images.length === 0 && (
				<p className="text-muted">{run.status === "completed" ? t("pushedNothing") : t("notYetPushed")}</p>
			)}
			<ul className="space-y-2">
				{images.map((image) => (
					<li key={image.id}>
						<Link href={`/artifacts/${image.digest}`} className="font-medium hover:underline">
							{image.version ?? t("unnamed")}
						</Link>{" "}
						<Digest value={image.digest} />
						<span className="block truncate font-mono text-muted text-xs">{image.repository}</span>
					</li>
				))}
			</ul>
		</Card>
	);
}
