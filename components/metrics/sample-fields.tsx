import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { MetricGate } from "#server/metrics/gates/schema.ts";

type Part = Pick<MetricGate, "samples" | "noData">;

/** By how many points a gate decides, and what happens without any. */
export function SampleFields({ gate, onChange }: { gate: Part; onChange: (part: Partial<Part>) => void }) {
	const t = useTranslations("gates");
	return (
		<>
			<Field label={t("field.seconds")} hint={t("secondsHint")}>
				{(wiring) => (
					<Input
						{...wiring}
						{...{ type: "number", min: 30, max: 600, step: 10, required: true, value: gate.samples * 10 }}
						onChange={(event) => onChange({ samples: Math.round(Number(event.target.value) / 10) })}
					/>
				)}
			</Field>
			<Field label={t("field.noData")}>
				{(wiring) => (
					<Select
						{...wiring}
						value={gate.noData}
						onChange={(event) => onChange({ noData: event.target.value === "fail" ? "fail" : "pass" })}
						options={(["pass", "fail"] as const).map((value) => ({ value, label: t(`noData.${value}`) }))}
					/>
				)}
			</Field>
		</>
	);
}
