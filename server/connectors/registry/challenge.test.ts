import { expect, it } from "vitest";
import { parseChallenge } from "./challenge.ts";

it("reads what registries ask for", () => {
	expect(parseChallenge('Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:a/b:pull"')).toEqual({
		...{ scheme: "bearer", realm: new URL("https://ghcr.io/token"), service: "ghcr.io", scope: "repository:a/b:pull" },
	});
	expect(parseChallenge('Basic realm="r", Bearer realm="https://auth.docker.io/token"')).toMatchObject({
		scheme: "bearer",
		service: null,
	});
	expect(parseChallenge('Basic realm="r"')).toEqual({ scheme: "basic" });
});

it("takes nothing from what it cannot meet", () => {
	for (const text of [
		undefined,
		"",
		"Negotiate",
		'Bearer realm="file:///etc/passwd"',
		'Bearer realm="nowhere"',
		"Bearer x",
	])
		expect(parseChallenge(text)).toBeNull();
});
