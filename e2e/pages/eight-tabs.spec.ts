import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { testBrowser } from "../harness/browser.ts";

const browser = testBrowser();

describe("eight tabs of one browser", () => {
	it("read one live stream between them, and another tab takes over when the reading one goes", async () => {
		const first = await browser.signedIn("lucia", { path: "/catalog" });
		const live = (tab: Page) => tab.getByRole("status").getByText("Live").first().waitFor();
		await live(first);
		const more: string[] = [];
		first.context().on("request", (request) => {
			if (new URL(request.url()).pathname === "/api/live") more.push(request.url());
		});
		const others = await Promise.all(Array.from({ length: 7 }, () => first.context().newPage()));
		for (const tab of others) {
			await tab.goto("/catalog");
			await live(tab);
		}
		expect(more).toEqual([]);
		await first.close();
		await expect.poll(() => more.length).toBe(1);
		await Promise.all(others.map((tab) => tab.close()));
	});
});
