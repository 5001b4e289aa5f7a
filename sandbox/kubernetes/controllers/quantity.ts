const factors: Record<string, number> = {
	m: 1e-3,
	k: 1e3,
	M: 1e6,
	G: 1e9,
	T: 1e12,
	Ki: 1024,
	Mi: 1024 ** 2,
	Gi: 1024 ** 3,
	Ti: 1024 ** 4,
};

/** A Kubernetes quantity such as `250m` or `64Mi` as a number of its base unit (cores, bytes, pieces). */
export function quantity(value: string | number | undefined): number {
	if (value === undefined) return 0;
	const [, digits = "0", unit = ""] = /^([\d.]+)([A-Za-z]*)$/.exec(String(value)) ?? [];
	return Number(digits) * (factors[unit] ?? 1);
}
