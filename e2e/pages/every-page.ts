import { readdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import type { Locale } from "#i18n/locales.ts";
import { signInByHttp } from "../harness/api-session.ts";
import { testBrowser } from "../harness/browser.ts";
import { someOfEach } from "../harness/some-of-each.ts";

const product = inject("product");
/** The rules that a theme can break, which no language can: everything else is the same in both themes. */
const colourRules = ["color-contrast", "link-in-text-block"];
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const wide = { width: 1_440, height: 900 };
const phone = { width: 390, height: 844 };

const namespaces = readdirSync(join(import.meta.dirname, "../../i18n/messages/en")).map((file) =>
	file.replace(".json", ""),
);
/** A message that is missing is drawn as its key, such as `planning.board.title`. */
const messageKey = new RegExp(
	`(?<![\\w./-])(?:${namespaces.join("|")})\\.[a-zA-Z][\\w-]*(?:\\.[\\w-]+)*(?![\\w/-])`,
	"g",
);

/** Pages that show rows of the policy table, which read like message keys. */
const namesPolicyRows = ["access", "audit", "description of the API"];

/** Opens a page and waits until nothing on it is still being read. */
async function open(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await page.locator("h1").first().waitFor();
	await expect.poll(() => page.locator(".appear-late").count(), { timeout: 20_000 }).toBe(0);
}

/** Changes to a theme as the system's own setting does, without reading the page again. */
async function switchTo(page: Page, theme: "light" | "dark"): Promise<void> {
	await page.emulateMedia({ colorScheme: theme });
	await page.locator(`html.${theme}`).waitFor({ state: "attached" });
}

async function violationsOf(page: Page, what: "all" | "colours" | "all but colours"): Promise<string[]> {
	// Whatever passes is not described: that is most of the work.
	const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
	if (what === "colours") axe.withRules(colourRules);
	else axe.withTags(standards).disableRules(what === "all" ? [] : colourRules);
	const { violations } = await axe.analyze();
	return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" ")}`);
}

/** What makes a page wider than its window; nothing when it is not. */
const beyondTheEdge = (page: Page): Promise<string[]> =>
	page.evaluate(() => {
		const { scrollWidth, clientWidth } = document.documentElement;
		if (scrollWidth <= clientWidth) return [];
		const far = [...document.querySelectorAll("body *")].filter(
			(one) => one.getBoundingClientRect().right > clientWidth,
		);
		return [`${scrollWidth} px in ${clientWidth} px`, ...far.slice(0, 5).map((one) => one.outerHTML.slice(0, 150))];
	});

/** Goes round every page in a language: light and dark, on a wide screen and a phone. Colours are the same in every language. */
export async function describeEveryPage(locale: Locale): Promise<void> {
	const withColours = locale === "en";
	const browser = testBrowser();
	const pages = await someOfEach(await signInByHttp(product.url, "lucia"));

	describe(`every page in ${locale}, light and dark, on a wide screen and a phone`, () => {
		let page: Page;
		beforeAll(async () => {
			page = await browser.signedIn("lucia", { locale });
		});

		it.each(Object.entries(pages))("%s: accessible, translated, without a complaint", async (name, path) => {
			if (name === "nothing at this address") browser.expectProblems(/404/);
			await page.setViewportSize(wide);
			await page.emulateMedia({ colorScheme: "light" });
			await open(page, path);
			expect(await page.locator("html").getAttribute("lang")).toBe(locale);
			// biome-ignore lint/performance/useDomNodeTextContent: only what can be seen counts.
			if (!namesPolicyRows.includes(name)) expect(await page.locator("body").innerText()).not.toMatch(messageKey);
			expect(await violationsOf(page, withColours ? "all" : "all but colours"), "light").toEqual([]);
			await switchTo(page, "dark");
			if (withColours) expect(await violationsOf(page, "colours"), "dark").toEqual([]);
			await page.setViewportSize(phone);
			await expect.poll(() => beyondTheEdge(page), { message: "wider than a phone" }).toEqual([]);
		});
	});
}
