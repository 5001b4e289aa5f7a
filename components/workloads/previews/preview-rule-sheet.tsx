"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormSheet } from "#components/api/form-sheet.tsx";
import { Checkbox, Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { PreviewRule, PreviewRuleAnswer } from "#server/workloads/previews/schema.ts";
import { useSetPreviewRule } from "./queries.ts";

type Props = { service: string; answer: PreviewRuleAnswer; onClose: () => void };
type Text = "namespace" | "urlPattern" | "ingressClass";
const limits = { replicas: 5, hours: 168 } as const;

/** Chooses how previews of a service are made, or that there are none. */
export function PreviewRuleSheet({ service, answer, onClose }: Props) {
	const t = useTranslations("previews");
	const [wanted, setWanted] = useState(answer.rule !== null);
	const [asked, setAsked] = useState(answer.rule ?? usualRule(answer));
	const save = useSetPreviewRule(service, t("ruleSaved"), onClose);
	const change = (part: Partial<PreviewRule>) => setAsked({ ...asked, ...part });
	return (
		<FormSheet
			title={t("ruleTitle")}
			description={t("ruleAbout")}
			save={t("ruleSave")}
			saving={save}
			onSave={() => save.mutate(wanted ? asked : null)}
			onClose={onClose}
		>
			<Checkbox label={t("wanted")} checked={wanted} onChange={setWanted} />
			{wanted && <RuleFields {...{ answer, asked, change }} />}
		</FormSheet>
	);
}

/** The first step of promotion, a day, one pod. */
const usualRule = ({ environments }: PreviewRuleAnswer): PreviewRule => ({
	environment: environments.find(({ name }) => name === "staging")?.name ?? environments[0]?.name ?? "",
	...{ namespace: null, replicas: 1, hours: 24, urlPattern: null, ingressClass: null },
	...{ cpuPrice: null, memoryPrice: null },
});

type FieldsProps = { answer: PreviewRuleAnswer; asked: PreviewRule; change: (part: Partial<PreviewRule>) => void };

function RuleFields({ answer: { environments, prices }, asked, change }: FieldsProps) {
	const t = useTranslations("previews");
	const optional = t("optional");
	const number = (name: keyof typeof limits) => (
		<Field label={t(`field.${name}`)}>
			{(wiring) => (
				<Input
					{...wiring}
					{...{ type: "number", min: 1, max: limits[name], required: true, value: asked[name] }}
					onChange={(event) => change({ [name]: Number(event.target.value) })}
				/>
			)}
		</Field>
	);
	const words = (name: Text, placeholder: string) => (
		<Field label={t(`field.${name}`)} hint={t(`hint.${name}`)} optional={optional}>
			{(wiring) => (
				<Input
					{...wiring}
					{...{ placeholder, maxLength: 300, value: asked[name] ?? "" }}
					onChange={(event) => change({ [name]: event.target.value.trim() || null })}
				/>
			)}
		</Field>
	);
	const price = (name: "cpuPrice" | "memoryPrice", usual: number) => (
		<Field label={t(`field.${name}`, { currency: prices.currency })} optional={optional}>
			{(wiring) => (
				<Input
					{...wiring}
					{...{ type: "number", min: 0, max: 1_000, step: "any", placeholder: String(usual), value: asked[name] ?? "" }}
					onChange={({ target }) => change({ [name]: target.value === "" ? null : Number(target.value) })}
				/>
			)}
		</Field>
	);
	return (
		<>
			<Field label={t("field.environment")} hint={t("hint.environment")}>
				{(wiring) => (
					<Select
						{...wiring}
						value={asked.environment}
						onChange={(event) => change({ environment: event.target.value })}
						options={environments.map(({ name, title }) => ({ value: name, label: title }))}
					/>
				)}
			</Field>
			<div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
				{number("replicas")}
				{number("hours")}
			</div>
			{words("urlPattern", "https://{service}-pr-{number}.preview.example.com")}
			{words("ingressClass", "nginx")}
			{words("namespace", "preview-{service}-{number}")}
			<div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
				{price("cpuPrice", prices.cpu)}
				{price("memoryPrice", prices.memory)}
			</div>
			<p className="text-muted text-xs">{t("pricesHint")}</p>
		</>
	);
}
