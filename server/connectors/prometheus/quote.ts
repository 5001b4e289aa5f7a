/** A label value as a PromQL string literal: whatever it holds, it stays one literal. */
export const quoteLabel = (value: string): string =>
	`"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;

const labelName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** `{a="1",b="2"}` from label values. Throws on a name that is not a label name. */
export function selector(labels: Record<string, string>): string {
	const matchers = Object.entries(labels).map(([name, value]) => {
		if (!labelName.test(name)) throw new Error(`"${name}" is not a label name.`);
		return `${name}=${quoteLabel(value)}`;
	});
	return `{${matchers.join(",")}}`;
}
