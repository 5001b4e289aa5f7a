import type { Signal } from "#server/metrics/schema.ts";

export type Unit = Signal["unit"];

const binary = ["B", "KiB", "MiB", "GiB", "TiB"];

/** A value with its unit, in three significant digits: "12.3 req/s", "4.2 %", "180 ms". Nothing known is an em dash. */
export function formatValue(value: number | null, unit: Unit, locale: string): string {
	if (value === null) return "—";
	const number = (one: number, options: Intl.NumberFormatOptions = { maximumSignificantDigits: 3 }) =>
		new Intl.NumberFormat(locale, options).format(one);
	switch (unit) {
		case "requests-per-second":
			return `${number(value)} req/s`;
		case "ratio":
			return number(value, { style: "percent", maximumFractionDigits: value < 0.1 ? 1 : 0 });
		case "seconds":
			return value < 1 ? `${number(value * 1_000)} ms` : `${number(value)} s`;
		case "cores":
			return value < 1 ? `${number(value * 1_000)} mCPU` : `${number(value)} CPU`;
		case "bytes": {
			const power = value < 1 ? 0 : Math.min(Math.floor(Math.log2(value) / 10), binary.length - 1);
			return `${number(value / 1_024 ** power)} ${binary[power]}`;
		}
	}
}
