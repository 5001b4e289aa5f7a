import { describe, expect, it } from "vitest";
import { readOptions } from "./options.ts";
import { outsideSettings, withoutOutsideSettings } from "./outside-systems.ts";

const shell = { PATH: "/bin", GITHUB_TOKEN: "of-another-program" };
const named = { ...shell, GITHUB_ORG: "acme", PROMETHEUS_URL: "http://prometheus:9090", OIDC_CLIENT_SECRET_FILE: "/s" };

describe("the sandbox", () => {
	it("starts where nothing is configured, also beside a token of other programs", () => {
		expect(readOptions([], shell)).toMatchObject({ sandbox: true, systems: [] });
		expect(readOptions([], { PROMETHEUS_URL: "" })).toMatchObject({ sandbox: true });
	});

	it("stays away as soon as a real system is named, and is told by which setting", () => {
		expect(readOptions([], named)).toMatchObject({ sandbox: false, systems: ["GITHUB_ORG", "PROMETHEUS_URL"] });
		expect(readOptions([], { KUBERNETES_KUBECONFIG_FILE: "/k" })).toMatchObject({ sandbox: false });
	});

	it("is started or left out all the same where that is asked for", () => {
		expect(readOptions(["--sandbox"], named)).toMatchObject({ sandbox: true });
		expect(readOptions(["--no-sandbox"], shell)).toMatchObject({ sandbox: false });
	});
});

it("keeps what names outside systems apart from what every process may have", () => {
	expect(outsideSettings(named)).toEqual({
		GITHUB_TOKEN: "of-another-program",
		GITHUB_ORG: "acme",
		PROMETHEUS_URL: "http://prometheus:9090",
		OIDC_CLIENT_SECRET_FILE: "/s",
	});
	expect(withoutOutsideSettings(named)).toEqual({ PATH: "/bin" });
});
