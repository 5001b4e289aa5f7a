"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Status, type StatusValue } from "#components/ui/status.tsx";
import type { Sized, Sizing, SizingVerdict } from "#server/metrics/sizing/schema.ts";
import { formatQuantity } from "./format-quantity.ts";
import { sizingQuery } from "./queries.ts";

const faces: Record<SizingVerdict, StatusValue> = {
	...{ "too-few": "unknown", "no-request": "degraded", "near-limit": "failing", over: "waiting", under: "degraded" },
	fits: "healthy",
};

/** What the containers of a service ask for beside what they used, with a hint what would fit better. */
export function SizingCard({ service, environment }: { service: string; environment: string }) {
	const t = useTranslations("sizing");
	const { data } = useQuery(sizingQuery(service, environment));
	if (!data) return null;
	return (
		<Card flush title={t("title", { environment, days: data.days })}>
			{data.items.length === 0 ? (
				<p className="px-3.5 py-2.5 text-muted text-sm">
					{data.problem ? <Problem {...data.problem} /> : t("nothing")}
				</p>
			) : (
				<ul className="divide-y">
					{data.items.map((item) => (
						<Row
							key={`${item.cluster} ${item.workload} ${item.container} ${item.resource}`}
							{...{ item, sizing: data }}
						/>
					))}
				</ul>
			)}
			{data.source === "process" && <p className="border-t px-3.5 py-1.5 text-muted text-xs">{t("ofProcess")}</p>}
		</Card>
	);
}

function Problem({ code, message }: { code: string; message: string }) {
	const t = useTranslations("sizing.problem");
	return t.has(code) ? t(code) : message;
}

function Row({ item, sizing }: { item: Sized; sizing: Sizing }) {
	const t = useTranslations("sizing");
	const { workload, container, resource, request, limit, highest, usual, verdict } = item;
	const write = (value: number | null) => (value === null ? "—" : formatQuantity(resource, value));
	return (
		<li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3.5 py-2 text-sm">
			<span className="w-52 shrink-0">
				<span className="font-mono text-xs">
					{workload}/{container}
				</span>{" "}
				<span className="text-muted">{t(`resource.${resource}`)}</span>
			</span>
			<span className="min-w-56 flex-1">
				<Hint {...{ item, sizing }} />
				<span className="block text-muted text-xs">
					{t("numbers", { request: write(request), limit: write(limit), usual: write(usual), highest: write(highest) })}
				</span>
			</span>
			<Status value={faces[verdict]} label={t(`verdict.${verdict}`)} />
		</li>
	);
}

/** "Uses at most 12% of its request over 7 days; 50m would be enough." */
function Hint({ item, sizing }: { item: Sized; sizing: Sizing }) {
	const t = useTranslations("sizing");
	const format = useFormatter();
	const { resource, request, limit, highest, hours, verdict, suggested } = item;
	const of = verdict === "near-limit" ? limit : request;
	const share = of ? format.number(highest / of, { style: "percent", maximumFractionDigits: 0 }) : "";
	return t(`hint.${verdict}`, {
		...{ share, hours: Math.round(hours), least: sizing.leastHours, days: sizing.days },
		suggested: suggested === null ? "" : formatQuantity(resource, suggested),
	});
}
