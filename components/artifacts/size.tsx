"use client";

import { useFormatter } from "next-intl";

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A number of bytes in the unit that fits it. */
export function Size({ bytes }: { bytes: number | null }) {
	const format = useFormatter();
	if (bytes === null) return <span className="text-faint">—</span>;
	const power = bytes === 0 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
	const unit = units[power] ?? "byte";
	return <span>{format.number(bytes / 1000 ** power, { style: "unit", unit, maximumFractionDigits: 1 })}</span>;
}
