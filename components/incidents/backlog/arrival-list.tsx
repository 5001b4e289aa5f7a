"use client";

import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { Page } from "#components/api/query.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { useRowKeys } from "#components/ui/use-row-keys.ts";
import type { Arrival } from "#server/incidents/schema.ts";
import { ArrivalRow } from "./arrival-row.tsx";
import type { Act } from "./triage-act.ts";
import { TriageDialog } from "./triage-dialog.tsx";
import { useTriageKeys } from "./use-triage-keys.ts";

type Props = { query: UseInfiniteQueryResult<InfiniteData<Page<Arrival>>>; filtered: boolean };

/** The arrivals, newest trouble first. The focused one is what `a`, `m`, `s` and `d` are about. */
export function ArrivalList({ query, filtered }: Props) {
	const t = useTranslations("backlog");
	const router = useRouter();
	const list = useRef<HTMLUListElement>(null);
	const [deciding, setDeciding] = useState<{ arrival: Arrival; act: Act } | null>(null);
	const arrivals = query.data?.pages.flatMap((page) => page.items) ?? [];
	const open = (index: number) => {
		const arrival = arrivals[index];
		if (arrival) router.push(`/items/${arrival.item.key}`);
	};
	useRowKeys(list, { open, toggle: () => {} });
	useTriageKeys(list, (index, act) => {
		const arrival = arrivals[index];
		if (arrival) setDeciding({ arrival, act });
	});
	if (arrivals.length === 0)
		return <EmptyState title={filtered ? t("noMatch") : t("none")}>{filtered ? null : t("noneDetail")}</EmptyState>;
	return (
		<>
			<ul ref={list} aria-label={t("title")} className="rounded-lg border bg-surface">
				{arrivals.map((arrival) => (
					<ArrivalRow key={arrival.id} arrival={arrival} onAct={(act) => setDeciding({ arrival, act })} />
				))}
			</ul>
			{query.hasNextPage && (
				<p className="pt-2 text-center">
					<Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
						{t("loadMore")}
					</Button>
				</p>
			)}
			{deciding && (
				<TriageDialog
					key={`${deciding.arrival.id} ${deciding.act}`}
					arrival={deciding.arrival}
					act={deciding.act}
					onClose={() => setDeciding(null)}
				/>
			)}
		</>
	);
}
