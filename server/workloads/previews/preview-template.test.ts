import { describe, expect, it } from "vitest";
import { configMapsIn, previewTemplate } from "./preview-template.ts";

const image = "registry.test/checkout@sha256:1";
const original = {
	metadata: {
		labels: { app: "checkout" },
		annotations: { "lazo.dev/deployment": "d1", "prometheus.io/scrape": "true" },
	},
	spec: {
		serviceAccountName: "checkout",
		imagePullSecrets: [{ name: "registry" }],
		initContainers: [{ name: "migrate", image: "old", envFrom: [{ configMapRef: { name: "settings" } }] }],
		containers: [
			{
				...{ name: "app", image: "old", volumeMounts: [{ name: "data", mountPath: "/data" }] },
				env: [
					{ name: "KEY", valueFrom: { secretKeyRef: { name: "bank", key: "token" } } },
					{ name: "LEVEL", valueFrom: { configMapKeyRef: { name: "levels", key: "log" } } },
				],
			},
			{ name: "proxy", image: "proxy" },
		],
		volumes: [
			{ name: "files", configMap: { name: "files" } },
			{ name: "keys", secret: { secretName: "keys" } },
			{ name: "both", projected: { sources: [{ configMap: { name: "settings" } }, { secret: { name: "bank" } }] } },
			{ name: "disk", persistentVolumeClaim: { claimName: "disk" } },
		],
	},
};
const make = (keepsLabels: boolean, nameOf = (name: string): string | null => `${name}-7`) =>
	previewTemplate(original, { container: "app", image, labels: { "lazo.dev/preview": "p" }, keepsLabels, nameOf });

describe("the template of a preview", () => {
	it("knows every ConfigMap that is referred to, wherever it is", () => {
		expect(configMapsIn(original)).toEqual(["files", "levels", "settings"]);
	});

	it("has the new image in the main container, and the copies' names wherever a ConfigMap is referred to", () => {
		const { spec } = make(true).template;
		expect(spec.containers).toMatchObject([
			{ image, env: [{}, { valueFrom: { configMapKeyRef: { name: "levels-7", key: "log" } } }] },
			{ image: "proxy" },
		]);
		expect(spec).toMatchObject({
			initContainers: [{ image: "old", envFrom: [{ configMapRef: { name: "settings-7" } }] }],
			volumes: [
				{ configMap: { name: "files-7" } },
				{},
				{ projected: { sources: [{ configMap: { name: "settings-7" } }, {}] } },
				{},
				{},
			],
		});
	});

	it("starts without Secrets, since these are not copied, and names each", () => {
		const { template, notes } = make(true);
		expect(template.spec.containers[0]).toMatchObject({
			env: [{ valueFrom: { secretKeyRef: { name: "bank", optional: true } } }, {}],
		});
		const volumes: unknown = template.spec.volumes;
		expect(volumes).toMatchObject([
			{},
			{ name: "keys", secret: { secretName: "keys", optional: true } },
			{ projected: { sources: [{}, { secret: { name: "bank", optional: true } }] } },
			{},
			{},
		]);
		expect(notes.filter(({ code }) => code === "secret-left-out")).toEqual([
			{ code: "secret-left-out", name: "bank" },
			{ code: "secret-left-out", name: "keys" },
		]);
	});

	it("has empty storage, the namespace's own account and no credentials of the registry, and says so", () => {
		const { template, notes } = make(true);
		expect(template.spec).not.toHaveProperty("serviceAccountName");
		expect(template.spec).not.toHaveProperty("imagePullSecrets");
		expect(template.spec.volumes).toEqual(
			expect.arrayContaining([
				{ name: "disk", emptyDir: {} },
				{ name: "data", emptyDir: {} },
			]),
		);
		expect(notes).toEqual(
			expect.arrayContaining([
				{ code: "account-left-out", name: "checkout" },
				{ code: "pull-secret-left-out" },
				{ code: "storage-empty", name: "disk" },
				{ code: "storage-empty", name: "data" },
			]),
		);
	});

	it("starts without a ConfigMap that could not be copied", () => {
		const { spec } = make(true, () => null).template;
		expect(spec.volumes).toMatchObject([{ configMap: { name: "files", optional: true } }, {}, {}, {}, {}]);
	});

	it("keeps the environment's labels only where no Service of others could mean its pods", () => {
		expect(make(true).template.metadata).toEqual({
			labels: { app: "checkout", "lazo.dev/preview": "p" },
			annotations: { "prometheus.io/scrape": "true" },
		});
		expect(make(false).template.metadata?.labels).toEqual({ "lazo.dev/preview": "p" });
	});
});
