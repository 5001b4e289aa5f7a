"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { SprintDetail } from "../queries.ts";

const width = 960;
const height = 260;
const edge = { top: 12, right: 28, bottom: 26, left: 36 };
const dayMs = 86_400_000;

/** Remaining points by day against the scope and an even pace; the same numbers as a table below. */
export function BurndownChart({ sprint }: { sprint: SprintDetail }) {
	const t = useTranslations("planning.sprint");
	const { burndown } = sprint;
	const last = burndown.at(-1);
	if (!last) return <p className="text-muted">{t("noDays")}</p>;
	return (
		<>
			<div className="flex flex-wrap gap-4 pb-2 text-muted text-xs">
				<Legend className="border-(--series-1) border-t-2" label={t("remaining")} />
				<Legend className="border-faint border-t" label={t("scope")} />
				<Legend className="border-faint border-t border-dashed" label={t("ideal")} />
			</div>
			<Drawing sprint={sprint} label={t("burndownLabel", { remaining: last.remaining, scope: last.scope })} />
			<details className="pt-2 text-xs">
				<summary className="w-fit cursor-pointer text-muted">{t("asTable")}</summary>
				<Numbers days={burndown} />
			</details>
		</>
	);
}

const Legend = ({ className, label }: { className: string; label: string }) => (
	<span className="inline-flex items-center gap-1.5">
		<span aria-hidden className={`w-5 ${className}`} />
		{label}
	</span>
);

function Drawing({ sprint, label }: { sprint: SprintDetail; label: string }) {
	const format = useFormatter();
	const { burndown } = sprint;
	const start = Date.parse(`${sprint.startsAt.slice(0, 10)}T00:00:00Z`);
	const days = Math.max(1, Math.ceil((Date.parse(sprint.endsAt) - start) / dayMs));
	const top = Math.max(1, ...burndown.map(({ scope, remaining }) => Math.max(scope, remaining)));
	const x = (day: number) => edge.left + (day / days) * (width - edge.left - edge.right);
	const y = (points: number) => height - edge.bottom - (points / top) * (height - edge.top - edge.bottom);
	const dayOf = (date: string) => (Date.parse(`${date}T00:00:00Z`) - start) / dayMs + 1;
	const line = (value: (day: (typeof burndown)[number]) => number) =>
		burndown
			.map((day, index) => `${index ? "L" : "M"}${x(dayOf(day.date)).toFixed(1)} ${y(value(day)).toFixed(1)}`)
			.join("");
	const every = Math.ceil(days / 8);
	const last = burndown.at(-1);
	return (
		<svg role="img" aria-label={label} viewBox={`0 0 ${width} ${height}`} className="block w-full text-xs">
			<title>{label}</title>
			{[0, 0.5, 1].map((part) => (
				<g key={part}>
					<line x1={edge.left} x2={width - edge.right} y1={y(top * part)} y2={y(top * part)} stroke="var(--line)" />
					<text x={edge.left - 6} y={y(top * part) + 4} textAnchor="end" fill="var(--muted)" fontSize="12">
						{Math.round(top * part)}
					</text>
				</g>
			))}
			{Array.from({ length: Math.floor(days / every) + 1 }, (_, index) => index * every).map((day) => (
				<text key={day} x={x(day)} y={height - 8} textAnchor="middle" fill="var(--muted)" fontSize="12">
					{format.dateTime(new Date(start + day * dayMs), { day: "numeric", month: "short", timeZone: "UTC" })}
				</text>
			))}
			<path
				d={`M${x(0)} ${y(burndown[0]?.scope ?? 0)}L${x(days)} ${y(0)}`}
				stroke="var(--faint)"
				strokeDasharray="4 4"
				fill="none"
			/>
			<path d={line(({ scope }) => scope)} stroke="var(--faint)" fill="none" />
			<path
				d={line(({ remaining }) => remaining)}
				stroke="var(--series-1)"
				strokeWidth="2.25"
				fill="none"
				strokeLinejoin="round"
			/>
			{last && <circle cx={x(dayOf(last.date))} cy={y(last.remaining)} r="3.5" fill="var(--series-1)" />}
		</svg>
	);
}

function Numbers({ days }: { days: SprintDetail["burndown"] }) {
	const t = useTranslations("planning.sprint");
	return (
		<table className="mt-1 border-collapse">
			<thead>
				<tr className="text-left text-muted">
					{[t("day"), t("remaining"), t("scope")].map((head) => (
						<th key={head} scope="col" className="pr-6 font-normal">
							{head}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{days.map(({ date, remaining, scope }) => (
					<tr key={date}>
						<td className="pr-6">{date}</td>
						<td className="pr-6 text-right">{remaining}</td>
						<td className="pr-6 text-right">{scope}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
