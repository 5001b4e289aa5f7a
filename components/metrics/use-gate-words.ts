"use client";

import { useLocale, useTranslations } from "next-intl";
import type { MetricGate } from "#server/metrics/gates/schema.ts";
import { formatValue, type Unit } from "./format-value.ts";

export const gateSignals = [
	"errors",
	"duration",
	"saturation",
	"rate",
] as const satisfies readonly MetricGate["signal"][];

/** What each signal is measured in. */
export const gateUnit: Record<MetricGate["signal"], Unit> = {
	errors: "ratio",
	duration: "seconds",
	saturation: "cores",
	rate: "requests-per-second",
};

/** A gate as a sentence. */
export function useGateWords(): (gate: MetricGate) => string {
	const t = useTranslations("gates");
	const locale = useLocale();
	return ({ signal, against, value, samples, noData }) => {
		const limit =
			against === "limit"
				? formatValue(value, gateUnit[signal], locale)
				: t("timesBefore", { times: new Intl.NumberFormat(locale).format(value) });
		return t("says", { signal: t(`signal.${signal}`), signalKind: signal, limit, seconds: samples * 10, noData });
	};
}
