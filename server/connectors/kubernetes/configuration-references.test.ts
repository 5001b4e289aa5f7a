import { describe, expect, it } from "vitest";
import { configurationReferences } from "./configuration-references.ts";

const template = (container: object, volumes: object[] = []) => ({
	spec: { containers: [{ name: "app", image: "app:1", ...container }], volumes },
});
const use = (about: object) => ({ container: "app", optional: false, ...about });

describe("configurationReferences", () => {
	it("finds variables of whole objects with their prefix, and of single keys", () => {
		const found = configurationReferences(
			template({
				envFrom: [
					{ configMapRef: { name: "settings" } },
					{ prefix: "DB_", secretRef: { name: "database", optional: true } },
				],
				env: [
					{ name: "PLAIN", value: "1" },
					{ name: "NODE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
					{ name: "LEVEL", valueFrom: { configMapKeyRef: { name: "settings", key: "log-level" } } },
					{ name: "API_KEY", valueFrom: { secretKeyRef: { name: "provider", key: "key" } } },
				],
			}),
		);
		expect(found).toEqual([
			{
				...{ kind: "ConfigMap", name: "settings" },
				uses: [use({ as: "variable", key: null, name: "" }), use({ as: "variable", key: "log-level", name: "LEVEL" })],
			},
			{
				...{ kind: "Secret", name: "database" },
				uses: [use({ as: "variable", key: null, name: "DB_", optional: true })],
			},
			{ kind: "Secret", name: "provider", uses: [use({ as: "variable", key: "key", name: "API_KEY" })] },
		]);
	});

	it("finds files of volumes, projected ones too, where they are mounted", () => {
		const volumes = [
			{ name: "all", configMap: { name: "files" } },
			{ name: "some", secret: { secretName: "tls", items: [{ key: "tls.crt", path: "server.pem" }] } },
			{ name: "mixed", projected: { sources: [{ configMap: { name: "ca" } }, { secret: { name: "token" } }] } },
			{ name: "unused", configMap: { name: "never-mounted" } },
			{ name: "scratch", emptyDir: {} },
		];
		const found = configurationReferences(
			template(
				{
					volumeMounts: [
						{ name: "all", mountPath: "/etc/app/" },
						{ name: "all", mountPath: "/app/settings.yaml", subPath: "settings.yaml" },
						{ name: "some", mountPath: "/tls" },
						{ name: "mixed", mountPath: "/trust" },
						{ name: "scratch", mountPath: "/tmp" },
					],
				},
				volumes,
			),
		);
		expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
			"ConfigMap files",
			"Secret tls",
			"ConfigMap ca",
			"Secret token",
		]);
		expect(found.flatMap(({ uses }) => uses.map(({ key, name }) => [key, name]))).toEqual([
			[null, "/etc/app/"],
			["settings.yaml", "/app/settings.yaml"],
			["tls.crt", "/tls/server.pem"],
			[null, "/trust/"],
			[null, "/trust/"],
		]);
	});

	it.each([[null], [{}], [{ spec: { containers: "none" } }]])("finds nothing in %j", (odd) => {
		expect(configurationReferences(odd)).toEqual([]);
	});
});
