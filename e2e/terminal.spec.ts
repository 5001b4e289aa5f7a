import type { Page } from "playwright-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { signInByHttp } from "./harness/api-session.ts";
import { axeViolations } from "./harness/axe-violations.ts";
import { testBrowser } from "./harness/browser.ts";
import { pastImported } from "./harness/past-imported.ts";

const browser = testBrowser();
const pods = "/services/checkout?tab=workloads";

beforeAll(async () => pastImported(await signInByHttp(inject("product").url, "ana")), 300_000);

/** The cards of a service stand in the order of its environments, development first. */
const firstTerminal = (page: Page) => page.getByRole("button", { name: /^Terminal in checkout-/ }).first();
// biome-ignore lint/performance/useDomNodeTextContent: only as it is seen are its lines apart.
const printed = (page: Page) => page.locator(".xterm-rows").innerText();

describe("a terminal in the browser", () => {
	it("is switched off: whoever asks for one learns who may switch it on", async () => {
		const ana = await browser.signedIn("ana", { path: pods });
		await firstTerminal(ana).click();
		await ana.getByRole("dialog", { name: "Terminals are switched off here" }).waitFor();
		await ana.getByText("DevOps or an administrator can switch it on").waitFor();
		await ana.context().close();
	});

	it("is a shell as soon as DevOps has switched it on: keys, Ctrl-C, a way out by keyboard, and why it ended", async () => {
		const diego = await browser.signedIn("diego", { path: "/settings/environments" });
		const rights = diego.getByRole("region", { name: "Terminals in Development" });
		await rights.getByRole("combobox", { name: "Team" }).selectOption("payments");
		await rights.getByRole("button", { name: "Switch on" }).click();
		await rights.getByText("by Diego").waitFor();
		await diego.context().close();

		const ana = await browser.signedIn("ana", { path: pods });
		await firstTerminal(ana).click();
		await ana.getByLabel("Why").fill("Orders hang since noon");
		await ana.getByRole("button", { name: "Open the terminal" }).click();
		await ana.getByRole("timer").waitFor();
		await expect.poll(() => printed(ana), { timeout: 15_000 }).toMatch(/[$#]\s*$/);
		await ana.keyboard.type("echo $((40+2)); sleep 300\n");
		await expect.poll(() => printed(ana)).toContain("\n42");
		await ana.keyboard.press("Control+c");
		await ana.keyboard.type("echo code $?\n");
		await expect.poll(() => printed(ana)).toContain("code 130");
		expect(await axeViolations(ana)).toEqual([]);
		await ana.emulateMedia({ colorScheme: "dark" });
		await ana.locator("html.dark").waitFor({ state: "attached" });
		expect(await axeViolations(ana)).toEqual([]);
		await ana.keyboard.press("F6");
		await expect.poll(() => ana.evaluate(() => document.activeElement?.textContent)).toBe("End the terminal");
		await ana.locator(".xterm-screen").click();
		await ana.keyboard.type("exit 3\n");
		await ana.getByText("The shell ended with exit code 3.").first().waitFor();
		await ana.getByRole("button", { name: "Close" }).click();
		await ana.getByText("Orders hang since noon").first().waitFor();
		await ana.context().close();
	});
});
