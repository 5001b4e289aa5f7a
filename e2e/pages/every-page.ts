import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import type { Locale } from "#i18n/locales.ts";
import { signInByHttp } from "../harness/api-session.ts";
import { axeViolations } from "../harness/axe-violations.ts";
import { testBrowser } from "../harness/browser.ts";
import { someOfEach } from "../harness/some-of-each.ts";

const product = inject("product");
/** The rules that a theme can break, which no language can: everything else is the same in both themes. */
const colours = ["color-contrast", "link-in-text-block"];

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

type Navigation = "loaded" | "by link";
type NextWindow = typeof globalThis & { next: { router: { push: (path: string) => void } } };

/** Opens a page, anew or as a link of the page before does, and waits until nothing on it is still being read. */
async function open(page: Page, path: string, how: Navigation): Promise<void> {
	if (how === "loaded") await page.goto(path);
	else {
		await page.evaluate((to) => (globalThis as NextWindow).next.router.push(to), path);
		await page.waitForURL((url) => url.pathname + url.search === path);
	}
	await page.locator("h1").first().waitFor();
	await expect.poll(() => page.locator(".appear-late").count(), { timeout: 20_000 }).toBe(0);
}

/** Changes to a theme as the system's own setting does, without reading the page again. */
async function switchTo(page: Page, theme: "light" | "dark"): Promise<void> {
	await page.emulateMedia({ colorScheme: theme });
	await page.locator(`html.${theme}`).waitFor({ state: "attached" });
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

/** Goes round every page in a language: light and dark, on a wide screen and a phone. */
export async function describeEveryPage(locale: Locale, how: Navigation): Promise<void> {
	const browser = testBrowser();
	const pages = await someOfEach(await signInByHttp(product.url, "lucia"));

	describe(`every page in ${locale}, ${how}, light and dark, on a wide screen and a phone`, () => {
		let page: Page;
		beforeAll(async () => {
			page = await browser.signedIn("lucia", { locale });
		});

		it.each(Object.entries(pages))("%s: accessible, translated, without a complaint", async (name, path) => {
			if (name === "nothing at this address") browser.expectProblems(/404/);
			await page.setViewportSize(wide);
			await page.emulateMedia({ colorScheme: "light" });
			await open(page, path, how);
			expect(await page.locator("html").getAttribute("lang")).toBe(locale);
			// biome-ignore lint/performance/useDomNodeTextContent: only what can be seen counts.
			if (!namesPolicyRows.includes(name)) expect(await page.locator("body").innerText()).not.toMatch(messageKey);
			expect(await axeViolations(page), "light").toEqual([]);
			await switchTo(page, "dark");
			expect(await axeViolations(page, colours), "dark").toEqual([]);
			await page.setViewportSize(phone);
			await expect.poll(() => beyondTheEdge(page), { message: "wider than a phone" }).toEqual([]);
		});
	});
}
