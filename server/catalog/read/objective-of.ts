/** Share of requests that must not fail (0.999), over so many days. */
export type Objective = { target: number; days: number };

export const targetAnnotation = "lazo.dev/slo-target";
const daysAnnotation = "lazo.dev/slo-days";
const usualDays = 30;
const mostDays = 90;

/**
 * The availability objective that a catalog entity asks for: `lazo.dev/slo-target` in percent ("99.9") and, where it is not 30 days,
 * `lazo.dev/slo-days`. Null where it asks for none or for something that is none.
 */
export function objectiveOf(annotations: unknown): Objective | null {
	const read = (name: string) => {
		const value = typeof annotations === "object" && annotations !== null ? Reflect.get(annotations, name) : null;
		return typeof value === "string" && /^\d{1,3}(\.\d{1,5})?%?$/.test(value.trim()) ? Number.parseFloat(value) : null;
	};
	const percent = read(targetAnnotation);
	const days = read(daysAnnotation) ?? usualDays;
	if (percent === null || percent <= 0 || percent >= 100) return null;
	return { target: percent / 100, days: Math.min(Math.max(Math.round(days), 1), mostDays) };
}
