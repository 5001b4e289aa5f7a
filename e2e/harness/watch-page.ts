import type { Page } from "playwright-core";

/**
 * Collects what a page complains of: errors of its console (violations of its content security policy among them),
 * exceptions that nobody caught, and answers of 500 and above. The list grows as it happens.
 */
export function watchPage(page: Page): string[] {
	const problems: string[] = [];
	page.on("console", (message) => {
		if (message.type() === "error")
			problems.push(`console of ${pathOf(page.url())}: ${message.text()} (${pathOf(message.location().url)})`);
	});
	page.on("pageerror", (error) => problems.push(`exception on ${pathOf(page.url())}: ${error.stack ?? error.message}`));
	page.on("response", (response) => {
		if (response.status() >= 500) problems.push(`${response.status()} from ${pathOf(response.url())}`);
	});
	return problems;
}

function pathOf(url: string): string {
	return URL.canParse(url) ? new URL(url).pathname + new URL(url).search : url;
}
