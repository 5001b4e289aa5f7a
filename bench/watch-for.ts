import type { Page } from "playwright-core";
import { z } from "zod";

/** What is waited for: an element that matches `selector` and has `text` in it is there, or is no longer there. */
export type Wanted = { selector: string; text: string; until: "shown" | "gone" };

const slot = "lazoBenchSeen";

/**
 * Arms a page. Returns how to wait for the moment at which the change was painted: Date.now() of the browser, which is the same
 * clock as that of this process (ms since 1970). Throws after 15 s.
 */
export async function watchFor(page: Page, wanted: Wanted): Promise<() => Promise<number>> {
	await page.evaluate(
		({ selector, text, until, slot: name }) => {
			const there = () => [...document.querySelectorAll(selector)].some((one) => one.textContent.includes(text));
			const seen = new Promise<number>((resolve) => {
				const look = () => {
					if (there() !== (until === "shown")) return;
					observer.disconnect();
					// The frame is painted between its callback and the next task.
					requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
				};
				const observer = new MutationObserver(look);
				observer.observe(document.body, { subtree: true, childList: true, characterData: true });
				look();
			});
			Reflect.set(window, name, seen);
		},
		{ ...wanted, slot },
	);
	return async () => {
		const late = new Promise<never>((_, reject) =>
			setTimeout(() => reject(new Error(`"${wanted.text}" was not ${wanted.until} within 15 s`)), 15_000).unref(),
		);
		const seen = page.evaluate((name) => Reflect.get(window, name) as Promise<unknown>, slot);
		// Whoever gives up closes the page, which ends this too.
		seen.catch(() => {});
		return z.number().parse(await Promise.race([seen, late]));
	};
}
