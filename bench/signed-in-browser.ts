import { type Browser, chromium, type Page } from "playwright-core";
import type { ApiSession } from "../e2e/harness/api-session.ts";
import { findChromium } from "../scripts/chromium.ts";

const flags = ["--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-component-update"];

/** A headless Chromium of one person, a window per page: a tab behind another is drawn once a second at most. */
export type SignedInBrowser = {
	browser: Browser;
	open: (path: string) => Promise<Page>;
	close: () => Promise<void>;
};

export const launchBrowser = (): Promise<Browser> => chromium.launch({ executablePath: findChromium(), args: flags });

/** Starts Chromium with the cookies of a session; `open` opens a further window. */
export async function signedInBrowser(url: string, session: Pick<ApiSession, "cookie">): Promise<SignedInBrowser> {
	const browser = await launchBrowser();
	const cookies = session.cookie.split("; ").map((pair) => {
		const [name = "", ...value] = pair.split("=");
		return { name, value: value.join("="), url };
	});
	const open = async (path: string) => {
		const page = await browser.newPage({ baseURL: url, locale: "en-GB", viewport: { width: 1_440, height: 900 } });
		await page.context().addCookies(cookies);
		await page.goto(path);
		return page;
	};
	return { browser, open, close: () => browser.close() };
}
