"use client";

import { useLocale, useTranslations } from "next-intl";
import type { MetricGate, SignalGate } from "#server/metrics/gates/schema.ts";
import { formatValue, type Unit } from "./format-value.ts";

export const gateSignals = [
	"errors",
	"duration",
	"saturation",
	"rate",
] as const satisfies readonly SignalGate["signal"][];

/** What each signal is measured in. */
export const gateUnit: Record<SignalGate["signal"], Unit> = {
	errors: "ratio",
	duration: "seconds",
	saturation: "cores",
	rate: "requests-per-second",
};

/** A value of a gate with its unit; an expression's own has none that Lazo knows. */
export const formatOfGate = ({ signal }: MetricGate, value: number | null, locale: string): string => {
	if (signal !== "query") return formatValue(value, gateUnit[signal], locale);
	return value === null ? "—" : new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 }).format(value);
};

/** A gate as a sentence. */
export function useGateWords(): (gate: MetricGate) => string {
	const t = useTranslations("gates");
	const locale = useLocale();
	return (gate) => {
		const { against, value, samples, noData } = gate;
		const limit =
			against === "limit"
				? formatOfGate(gate, value, locale)
				: t("timesBefore", { times: new Intl.NumberFormat(locale).format(value) });
		const fewer = gate.signal === "query" ? gate.worse === "fewer" : gate.signal === "rate";
		const signal = gate.signal === "query" ? gate.title : t(`signal.${gate.signal}`);
		return t("says", { signal, signalKind: fewer ? "rate" : "other", limit, seconds: samples * 10, noData });
	};
}
