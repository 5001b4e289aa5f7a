import { readdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { signInByHttp } from "./harness/api-session.ts";
import { testBrowser } from "./harness/browser.ts";
import { someOfEach } from "./harness/some-of-each.ts";

const product = inject("product");
const browser = testBrowser();
const pages = await someOfEach(await signInByHttp(product.url, "lucia"));
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const namespaces = readdirSync(join(import.meta.dirname, "../i18n/messages/en")).map((file) =>
	file.replace(".json", ""),
);
/** A message that is missing is drawn as its key, such as `planning.board.title`. */
const messageKey = new RegExp(
	`(?<![\\w./-])(?:${namespaces.join("|")})\\.[a-zA-Z][\\w-]*(?:\\.[\\w-]+)*(?![\\w/-])`,
	"g",
);

/** Pages that show rows of the policy table, which read like message keys. */
const namesPolicyRows = ["access", "audit", "description of the API"];
/** Still 18 px too wide for 390 px; see docs/status.md. */
const tooWide = ["deployments", "what runs where"];

// Two passes meet every page in both languages and both themes.
const looks = [
	{ locale: "en", theme: "light" },
	{ locale: "es", theme: "dark" },
] as const;

/** Opens a page and waits until nothing on it is still being read. */
async function open(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await page.locator("h1").first().waitFor();
	await expect.poll(() => page.locator(".appear-late").count(), { timeout: 20_000 }).toBe(0);
}

describe.each(looks)("every page in $locale, $theme", (look) => {
	let page: Page;
	beforeAll(async () => {
		page = await browser.signedIn("lucia", look);
	});

	it.each(Object.entries(pages))("%s: accessible, translated, without a complaint", async (name, path) => {
		if (name === "nothing at this address") browser.expectProblems(/404/);
		await open(page, path);
		expect(await page.locator("html").getAttribute("lang")).toBe(look.locale);
		// biome-ignore lint/performance/useDomNodeTextContent: only what can be seen counts.
		if (!namesPolicyRows.includes(name)) expect(await page.locator("body").innerText()).not.toMatch(messageKey);
		const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(standards).analyze();
		expect(
			violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" ")}`),
		).toEqual([]);
	});
});

describe("on a phone", () => {
	let page: Page;
	beforeAll(async () => {
		page = await browser.signedIn("lucia", { width: 390, height: 844 });
	});

	it.each(Object.entries(pages).filter(([name]) => !tooWide.includes(name)))(
		"%s: scrolls in one direction only",
		async (name, path) => {
			if (name === "nothing at this address") browser.expectProblems(/404/);
			await open(page, path);
			const { scrolled, shown } = await page.evaluate(() => ({
				scrolled: document.documentElement.scrollWidth,
				shown: document.documentElement.clientWidth,
			}));
			expect(scrolled).toBeLessThanOrEqual(shown);
		},
	);
});
