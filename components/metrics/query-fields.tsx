"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, TextArea } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { MetricGate, QueryGate } from "#server/metrics/gates/schema.ts";
import { SampleFields } from "./sample-fields.tsx";

type Props = { gate: QueryGate; onChange: (gate: MetricGate) => void; onRemove: () => void };

/** A gate by an expression of one's own. */
export function QueryFields({ gate, onChange, onRemove }: Props) {
	const t = useTranslations("gates");
	const change = (part: Partial<QueryGate>) => onChange({ ...gate, ...part });
	return (
		<fieldset className="space-y-3 rounded-md border p-3">
			<legend className="px-1 font-medium text-sm">{gate.title || t("query.kind")}</legend>
			<Field label={t("query.title")}>
				{(wiring) => (
					<Input
						{...wiring}
						{...{ required: true, maxLength: 100, value: gate.title }}
						onChange={({ target }) => change({ title: target.value })}
					/>
				)}
			</Field>
			<Field label={t("query.expression")} hint={t("query.expressionHint")}>
				{(wiring) => (
					<TextArea
						{...wiring}
						{...{ required: true, rows: 4, maxLength: 2_000, spellCheck: false, className: "font-mono text-xs" }}
						value={gate.expression}
						onChange={({ target }) => change({ expression: target.value })}
					/>
				)}
			</Field>
			<div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
				<Field label={t("query.worse")}>
					{(wiring) => (
						<Select
							{...wiring}
							value={gate.worse}
							onChange={({ target }) => change({ worse: target.value === "fewer" ? "fewer" : "more" })}
							options={(["more", "fewer"] as const).map((value) => ({ value, label: t(`query.${value}`) }))}
						/>
					)}
				</Field>
				<Field label={t("field.against")}>
					{(wiring) => (
						<Select
							{...wiring}
							value={gate.against}
							onChange={({ target }) => change({ against: target.value === "before" ? "before" : "limit" })}
							options={(["limit", "before"] as const).map((value) => ({ value, label: t(`against.${value}`) }))}
						/>
					)}
				</Field>
				<Field label={t(gate.against === "before" ? "field.times" : `query.limit.${gate.worse}`)}>
					{(wiring) => (
						<Input
							{...wiring}
							{...{ type: "number", step: "any", required: true, defaultValue: gate.value }}
							onChange={({ target }) => change({ value: Number(target.value) })}
						/>
					)}
				</Field>
				<SampleFields gate={gate} onChange={change} />
			</div>
			<Button look="quiet" onClick={onRemove}>
				{t("remove", { signal: gate.title || t("query.kind") })}
			</Button>
		</fieldset>
	);
}
