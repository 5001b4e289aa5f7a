import axe from "axe-core";
import type { Page } from "playwright-core";

type AxeWindow = typeof globalThis & { axe: typeof axe };

/** WCAG 2.2, A and AA. */
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds on a page as it stands, a line for each rule with the elements that break it; of `rules` only, if named. */
export async function axeViolations(page: Page, rules?: string[]): Promise<string[]> {
	if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
	const { violations } = await page.evaluate(
		// Whatever passes is not described, and style sheets are not read again for rules that are not asked for: most of the work.
		(runOnly) =>
			(globalThis as AxeWindow).axe.run({ resultTypes: ["violations"], preload: { assets: ["media"] }, runOnly }),
		rules ? { type: "rule" as const, values: rules } : { type: "tag" as const, values: standards },
	);
	return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" ")}`);
}
