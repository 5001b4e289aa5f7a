"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { MetricGate, SignalGate } from "#server/metrics/gates/schema.ts";
import { SampleFields } from "./sample-fields.tsx";
import { gateSignals } from "./use-gate-words.ts";

type Props = { gate: SignalGate; onChange: (gate: MetricGate) => void; onRemove: () => void };

/** Written as people say it: per cent and milliseconds. */
const shown: Record<SignalGate["signal"], number> = { errors: 100, duration: 1_000, saturation: 1, rate: 1 };
/** Binary fractions of decimal input: 0.07 × 100 is not 7. */
const tidy = (value: number) => Number(value.toPrecision(10));

/** One gate: which signal, held against what, by how many points. */
export function GateFields({ gate, onChange, onRemove }: Props) {
	const t = useTranslations("gates");
	const factor = gate.against === "limit" ? shown[gate.signal] : 1;
	const change = (part: Partial<SignalGate>) => onChange({ ...gate, ...part });
	return (
		<fieldset className="space-y-3 rounded-md border p-3">
			<legend className="px-1 font-medium text-sm">{t(`signal.${gate.signal}`)}</legend>
			<div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
				<Field label={t("field.signal")}>
					{(wiring) => (
						<Select
							{...wiring}
							value={gate.signal}
							onChange={(event) => {
								const signal = gateSignals.find((one) => one === event.target.value);
								if (signal) change({ signal });
							}}
							options={gateSignals.map((value) => ({ value, label: t(`signal.${value}`) }))}
						/>
					)}
				</Field>
				<Field label={t("field.against")}>
					{(wiring) => (
						<Select
							{...wiring}
							value={gate.against}
							onChange={(event) => change({ against: event.target.value === "before" ? "before" : "limit" })}
							options={(["limit", "before"] as const).map((value) => ({ value, label: t(`against.${value}`) }))}
						/>
					)}
				</Field>
				<Field label={t(gate.against === "limit" ? `limit.${gate.signal}` : "field.times")}>
					{(wiring) => (
						<Input
							{...wiring}
							{...{ type: "number", min: 0, step: "any", required: true, value: tidy(gate.value * factor) }}
							onChange={(event) => change({ value: Number(event.target.value) / factor })}
						/>
					)}
				</Field>
				<SampleFields gate={gate} onChange={change} />
			</div>
			<Button look="quiet" onClick={onRemove}>
				{t("remove", { signal: t(`signal.${gate.signal}`) })}
			</Button>
		</fieldset>
	);
}
