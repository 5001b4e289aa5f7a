"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { useIncidentWords } from "#components/incidents/use-incident-words.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { RollbackCheck, RollbackSafety as Safety } from "#server/deployments/rollback-checks/schema.ts";
import { useSentence } from "../use-sentence.ts";

const faces = {
	pass: { icon: CircleCheck, color: "text-healthy" },
	warn: { icon: TriangleAlert, color: "text-degraded" },
	unknown: { icon: CircleDashed, color: "text-muted" },
};
const mostShown = 8;

type Reasoning = { value: string; onChange: (reason: string) => void };
type Props = { query: UseQueryResult<Safety>; reasoning: Reasoning };

/** Everything to know before going back: what would be lost, and what may go wrong. */
export function RollbackSafety({ query, reasoning }: Props) {
	const t = useTranslations("deployments");
	return (
		<section aria-label={t("safety")}>
			<h3 className="mb-1.5 font-medium text-sm">{t("safety")}</h3>
			<Loaded query={query} placeholder={<Skeleton className="h-36 w-full" />}>
				{(safety) => (
					<ul className="space-y-1">
						{safety.checks.map((check) => (
							<Line key={check.code} check={check}>
								<Details code={check.code} safety={safety} />
								{check.needsReason && <WhyAllTheSame {...reasoning} />}
							</Line>
						))}
					</ul>
				)}
			</Loaded>
		</section>
	);
}

function Line({ check, children }: { check: RollbackCheck; children: ReactNode }) {
	const t = useTranslations("deployments");
	const sentence = useSentence();
	const { icon: Icon, color } = faces[check.state];
	return (
		<li data-check={check.code} data-check-state={check.state}>
			<div className="flex items-start gap-2">
				<Icon
					role="img"
					aria-label={t(`gateState.${check.state}`)}
					size={14}
					className={`mt-[3px] shrink-0 ${color}`}
				/>
				<span className={check.state === "warn" ? "min-w-0 break-words font-medium" : "min-w-0 break-words text-muted"}>
					{sentence("check", { ...check.params, code: `${check.code}-${check.state}` })}
				</span>
			</div>
			<div className="ml-5.5">{children}</div>
		</li>
	);
}

/** The things that a line speaks of. */
function Details({ code, safety }: { code: string; safety: Safety }) {
	const words = useIncidentWords();
	if (code === "keeps-fixes")
		return (
			<Some
				of={safety.fixes.map(({ incidentId, number, title, itemKey }) => ({
					key: incidentId,
					line: (
						<>
							<Link href={`/incidents/${incidentId}`} className="text-accent hover:underline">
								#{number}
							</Link>{" "}
							{words.title({ title })} · <ItemLink itemKey={itemKey} />
						</>
					),
				}))}
			/>
		);
	if (code === "keeps-items")
		return (
			<Some
				of={safety.items.map(({ key, title }) => ({
					key,
					line: (
						<>
							<ItemLink itemKey={key} /> {title}
						</>
					),
				}))}
			/>
		);
	if (code === "same-values") return <ChangedValues values={safety.values} />;
	const names = code === "no-migrations" ? safety.migrations : code === "keeps-security" ? safety.advisories : [];
	return <Some of={names.map((key) => ({ key, line: <span className="break-all font-mono text-xs">{key}</span> }))} />;
}

function ChangedValues({ values }: Pick<Safety, "values">) {
	const t = useTranslations("deployments.heldChange");
	const of = values.map(({ kind, name, key, change }) => ({
		key: `${kind}/${name}/${key ?? ""}`,
		line: (
			<>
				<span className="break-all font-mono text-xs">{key === null ? name : `${name} · ${key}`}</span>{" "}
				<span className="text-muted">
					{kind}, {t(change)}
				</span>
			</>
		),
	}));
	return <Some of={of} />;
}

const ItemLink = ({ itemKey }: { itemKey: string }) => (
	<Link href={`/thread/item/${itemKey}`} className="font-mono text-accent text-xs hover:underline">
		{itemKey}
	</Link>
);

function Some({ of }: { of: { key: string; line: ReactNode }[] }) {
	const t = useTranslations("deployments");
	if (of.length === 0) return null;
	return (
		<ul className="mt-0.5 mb-1.5 space-y-0.5">
			{of.slice(0, mostShown).map(({ key, line }) => (
				<li key={key}>{line}</li>
			))}
			{of.length > mostShown && <li className="text-muted">{t("safetyMore", { count: of.length - mostShown })}</li>}
		</ul>
	);
}

function WhyAllTheSame({ value, onChange }: Reasoning) {
	const t = useTranslations("deployments");
	return (
		<div className="mb-2">
			<Field label={t("undoFixReason")} hint={t("overrideHint")}>
				{(wiring) => (
					<Input {...wiring} value={value} maxLength={500} onChange={(event) => onChange(event.target.value)} />
				)}
			</Field>
		</div>
	);
}
