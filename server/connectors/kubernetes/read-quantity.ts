const suffixes: Record<string, number> = {
	...{ n: 1e-9, u: 1e-6, m: 1e-3, "": 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
	...{ Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3, Ti: 1024 ** 4, Pi: 1024 ** 5, Ei: 1024 ** 6 },
};

/** A quantity of Kubernetes ("250m", "64Mi", 2) as a number of its unit: cores or bytes. Null when it is none. Pure. */
export function readQuantity(text: string | number | undefined): number | null {
	if (typeof text === "number") return text;
	const [, number, suffix = ""] = /^(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)([A-Za-z]{0,2})$/.exec(text ?? "") ?? [];
	const factor = suffixes[suffix];
	if (number === undefined || factor === undefined) return null;
	return Number((Number(number) * factor).toPrecision(15));
}
