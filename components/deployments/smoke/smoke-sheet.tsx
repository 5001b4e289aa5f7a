"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RuleSheet } from "#components/api/rule-sheet.tsx";
import { workflowsQuery } from "#components/pipelines/queries.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { PlaceSmoke, SmokeTest } from "#server/deployments/smoke/schema.ts";
import { useSetSmokeTest } from "../queries.ts";
import { initialChoice, WorkflowChoice } from "../ways/workflow-choice.tsx";
import { JobFields } from "./job-fields.tsx";

type Props = { service: string; place: PlaceSmoke; onClose: () => void };
type Http = Extract<SmokeTest, { kind: "http" }>;
const kinds = ["none", "http", "workflow", "job"] as const;
const job: SmokeTest = { kind: "job", image: null, command: [], args: [], serviceAccount: null, minutes: 5 };
const request: Http = { kind: "http", service: null, port: 80, path: "/healthz" };

/** Chooses what a new version must stand in one environment. */
export function SmokeSheet({ service, place, onClose }: Props) {
	const t = useTranslations("smoke");
	const { environment } = place;
	const [test, setTest] = useState<SmokeTest | null>(place.test);
	const workflows = useQuery(workflowsQuery(service)).data?.items.filter(({ inputs }) => inputs !== null) ?? [];
	const save = useSetSmokeTest(service, t("saved", { environment: environment.title }), onClose);
	const first = workflows[0];
	const choose = (kind: string) => {
		if (kind === place.test?.kind) setTest(place.test);
		else if (kind === "http") setTest(request);
		else if (kind === "job") setTest(job);
		else if (kind === "workflow" && first) setTest({ kind, ...initialChoice(first), minutes: 10 });
		else setTest(null);
	};
	return (
		<RuleSheet
			namespace="smoke"
			environment={environment.title}
			saving={save}
			onSave={() => save.mutate({ environment: environment.name, test })}
			onClose={onClose}
		>
			<Field label={t("kindLabel")}>
				{(wiring) => (
					<Select
						{...wiring}
						value={test?.kind ?? "none"}
						onChange={({ target }) => choose(target.value)}
						options={kinds.map((kind) => ({
							value: kind,
							label: t(`kind.${kind}`),
							disabled: kind === "workflow" && !first && test?.kind !== kind,
						}))}
					/>
				)}
			</Field>
			{test?.kind === "http" && <Request test={test} onChange={setTest} />}
			{test?.kind === "job" && <JobFields test={test} onChange={setTest} />}
			{test?.kind === "workflow" && (
				<>
					<WorkflowChoice value={test} workflows={workflows} onChange={(choice) => setTest({ ...test, ...choice })} />
					<Field label={t("minutes")} hint={t("minutesHint")}>
						{(wiring) => (
							<Input
								{...wiring}
								{...{ type: "number", min: 1, max: 60, required: true, value: test.minutes }}
								onChange={({ target }) => setTest({ ...test, minutes: Number(target.value) })}
							/>
						)}
					</Field>
				</>
			)}
		</RuleSheet>
	);
}

function Request({ test, onChange }: { test: Http; onChange: (test: Http) => void }) {
	const t = useTranslations("smoke");
	const portOf = (text: string) => (/^\d+$/.test(text) ? Number(text) : text);
	return (
		<>
			<Field label={t("path")} hint={t("pathHint")}>
				{(wiring) => (
					<Input
						{...wiring}
						{...{ required: true, maxLength: 500, value: test.path }}
						onChange={({ target }) => onChange({ ...test, path: target.value })}
					/>
				)}
			</Field>
			<Field label={t("port")}>
				{(wiring) => (
					<Input
						{...wiring}
						{...{ required: true, maxLength: 15, value: String(test.port) }}
						onChange={({ target }) => onChange({ ...test, port: portOf(target.value) })}
					/>
				)}
			</Field>
			<Field label={t("service")} hint={t("serviceHint")}>
				{(wiring) => (
					<Input
						{...wiring}
						{...{ maxLength: 63, value: test.service ?? "" }}
						onChange={({ target }) => onChange({ ...test, service: target.value || null })}
					/>
				)}
			</Field>
		</>
	);
}
