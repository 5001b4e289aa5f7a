import { describe, expect, it } from "vitest";
import { costOf, requestsOf } from "./cost.ts";
import { previewNames } from "./preview-names.ts";
import { isUrlPattern, type PreviewSettings } from "./schema.ts";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour));
const preview = { perHour: 0.5, spent: 2, pricedFrom: at(10), endsAt: at(20), endedAt: null };

describe("what a preview costs", () => {
	it("is what its pods request by the hour: so far, a day, and until its end", () => {
		expect(costOf(preview, at(14), "EUR")).toEqual({ soFar: 4, perDay: 12, untilEnd: 7, currency: "EUR" });
	});

	it("stands still when it has ended, and is nothing before it runs", () => {
		const ended = { ...preview, endedAt: at(12) };
		expect(costOf(ended, at(18), "EUR")).toMatchObject({ soFar: 3, perDay: 0, untilEnd: 3 });
		const waiting = { ...preview, spent: 0, pricedFrom: null };
		expect(costOf(waiting, at(18), "EUR")).toMatchObject({ soFar: 0, perDay: 0, untilEnd: 0 });
	});

	it("goes on while it is being taken away after its end", () => {
		expect(costOf(preview, at(21), "EUR")).toMatchObject({ soFar: 7.5, untilEnd: 7.5 });
	});

	it("counts requests of all containers, limits where a request is missing, nothing where neither is set", () => {
		const containers = [
			{ name: "a", image: "", resources: { requests: { cpu: "250m" }, limits: { cpu: "1", memory: "512Mi" } } },
			{ name: "b", image: "", resources: { requests: { cpu: 1, memory: "1Gi" } } },
			{ name: "c", image: "" },
		];
		expect(requestsOf({ spec: { containers } })).toEqual({ cpu: 1.25, memory: 1.5 });
	});
});

const settings: PreviewSettings = {
	...{ namespace: null, replicas: 1, hours: 24, ingressClass: null, cpuPrice: null, memoryPrice: null },
	urlPattern: "https://{service}-pr-{number}.{namespace}.example.com",
};

describe("the names of a preview", () => {
	it("are of a namespace of its own, or apart from others in a given one", () => {
		expect(previewNames({ service: "checkout", number: 7 }, settings)).toEqual({
			...{ namespace: "preview-checkout-7", ownsNamespace: true, name: "checkout" },
			url: "https://checkout-pr-7.preview-checkout-7.example.com",
		});
		expect(previewNames({ service: "checkout", number: 7 }, { ...settings, namespace: "previews" })).toMatchObject({
			...{ namespace: "previews", ownsNamespace: false, name: "preview-checkout-7" },
		});
	});

	it("fit into what Kubernetes takes, and stay apart when they are cut", () => {
		const service = "A_service.with-a-Name.that-is-longer-than-any-label-of-kubernetes";
		const [one, two] = [1, 2].map((number) => previewNames({ service, number }, settings).namespace);
		for (const name of [one, two]) expect(name).toMatch(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/);
		expect(one).not.toBe(two);
		expect(previewNames({ service: "3scale", number: 1 }, settings).name).toBe("service-3scale");
	});

	it.each([
		"ftp://x.example.com",
		"https://{host}.example.com",
		"https://a:b@x.example.com",
		"x-{number}",
		"https://x{",
	])("take no address such as %s", (pattern) => expect(isUrlPattern(pattern)).toBe(false));

	it("take http and https addresses with known placeholders", () => {
		expect(isUrlPattern("http://{service}-{number}.localhost:8080/{namespace}")).toBe(true);
	});
});
