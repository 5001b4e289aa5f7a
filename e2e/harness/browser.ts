import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { findChromium } from "../../scripts/chromium.ts";
import { watchPage } from "./watch-page.ts";

const screenshots = join(import.meta.dirname, "../../.cache/e2e");
const flags = [
	"--no-sandbox",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

export type Look = { locale?: "en" | "es"; theme?: "light" | "dark"; width?: number; height?: number };
export type TestBrowser = {
	/** A fresh browser of nobody: no cookie, nothing stored. */
	visitor: (look?: Look) => Promise<Page>;
	/** A fresh browser in which a person has signed in, by a click on the issuer's page. Stands at `path`. */
	signedIn: (login: string, look?: Look & { path?: string }) => Promise<Page>;
	/** From here on, problems that match are expected: something has been broken on purpose. Ends with the test. */
	expectProblems: (expected: RegExp) => void;
};

/**
 * One Chromium for a test file. Every page is watched: what its console, its policy or its server complains of fails the
 * test, unless it was announced. A failing test leaves a picture of each open page in .cache/e2e.
 */
export function testBrowser(): TestBrowser {
	let browser: Browser;
	const contexts = new Set<BrowserContext>();
	const watched: { page: Page; problems: string[] }[] = [];
	const expected: RegExp[] = [];

	beforeAll(async () => {
		browser = await chromium.launch({ executablePath: findChromium(), args: flags });
	});
	afterAll(async () => {
		await browser?.close();
	});
	afterEach(async ({ task }) => {
		const problems = watched.flatMap((one) => one.problems.splice(0));
		const surprises = problems.filter((problem) => !expected.some((pattern) => pattern.test(problem)));
		expected.length = 0;
		if (task.result?.state === "fail" || surprises.length > 0)
			await takePictures(
				watched.map(({ page }) => page),
				task.name,
			);
		expect(surprises, "what the pages complained of").toEqual([]);
	});

	const visitor = async ({ locale = "en", theme = "light", width = 1_440, height = 900 }: Look = {}) => {
		const context = await browser.newContext({
			baseURL: inject("product").url,
			locale: locale === "es" ? "es-ES" : "en-GB",
			colorScheme: theme,
			viewport: { width, height },
			reducedMotion: "reduce",
		});
		contexts.add(context);
		const page = await context.newPage();
		watched.push({ page, problems: watchPage(page) });
		return page;
	};
	return {
		visitor,
		signedIn: async (login, { path = "/", ...look } = {}) => {
			const page = await visitor(look);
			await page
				.context()
				.addCookies([{ name: "lazo-locale", value: look.locale ?? "en", url: inject("product").url }]);
			await page.goto(path);
			await page.locator("form[action='/api/auth/sign-in'] button[type=submit]").click();
			await page.locator(`button[name=login][value=${login}]`).click();
			await page.waitForURL((url) => url.origin === inject("product").url && url.pathname === path.split("?")[0]);
			return page;
		},
		expectProblems: (pattern) => {
			expected.push(pattern);
		},
	};
}

async function takePictures(pages: Page[], test: string): Promise<void> {
	mkdirSync(screenshots, { recursive: true });
	const name = test.replaceAll(/[^a-z0-9]+/gi, "-").slice(0, 80);
	await Promise.all(
		pages
			.filter((page) => !page.isClosed())
			.map((page, index) =>
				page.screenshot({ path: join(screenshots, `${name}-${index}.png`), timeout: 5_000 }).catch(() => {}),
			),
	);
}
