import { describe, expect, it } from "vitest";
import { errorOfAnswer } from "./kubernetes-error.ts";
import { readRefusal } from "./refusal.ts";

const answer = (status: number, message: string) =>
	errorOfAnswer({ status, text: JSON.stringify({ kind: "Status", message }) }, "patch", "deployments.apps");

describe("readRefusal", () => {
	it.each([
		[
			'pods "checkout-5d-x" is forbidden: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2',
			{ by: "quota", rule: "small", said: "requested: pods=1, used: pods=2, limited: pods=2" },
		],
		[
			'pods "a" is forbidden: failed quota: cpus: must specify limits.cpu for: app',
			{ by: "quotaUnset", rule: "cpus", said: "must specify limits.cpu for: app" },
		],
		[
			`deployments.apps "a" is forbidden: ValidatingAdmissionPolicy 'no-latest' with binding 'all' denied request: use a digest`,
			{ by: "policy", rule: "no-latest", said: "use a digest" },
		],
		[
			'admission webhook "images.example.com" denied the request: not signed',
			{ by: "webhook", rule: "images.example.com", said: "not signed" },
		],
		[
			'pods "a" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true',
			{ by: "podSecurity", rule: "restricted:latest", said: "runAsNonRoot != true" },
		],
		[
			'pods "a" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi',
			{ by: "limits", rule: "", said: "maximum memory usage per Container is 1Gi, but limit is 2Gi" },
		],
	])("knows who said no: %s", (message, refusal) => {
		expect(readRefusal(message)).toEqual(refusal);
	});

	it("tells a rule that says no from a right that is missing", () => {
		const right =
			'deployments.apps "a" is forbidden: User "lazo" cannot patch resource "deployments" in API group "apps"';
		expect(answer(403, right)).toMatchObject({ code: "forbidden", refusal: null });
		expect(answer(403, right).message).toContain('may not "patch" deployments.apps');
		const rule = `ValidatingAdmissionPolicy 'no-latest' denied request: use a digest`;
		for (const status of [403, 422])
			expect(answer(status, rule)).toMatchObject({ code: "denied", message: rule, refusal: { rule: "no-latest" } });
	});
});
