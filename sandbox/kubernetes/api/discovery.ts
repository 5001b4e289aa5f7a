import type { Kind } from "../objects/kinds.ts";
import { groupVersionOf, kinds } from "../objects/kinds.ts";

const verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
const groups = [...new Set(kinds.filter((kind) => kind.group).map((kind) => kind.group)), "authorization.k8s.io"];

/** Releases whose REST behaviour is followed. */
export const version = {
	major: "1",
	minor: "36",
	gitVersion: "v1.36.3",
	gitCommit: "",
	gitTreeState: "clean",
	buildDate: "2026-08-13T00:00:00Z",
	goVersion: "go1.26",
	compiler: "gc",
	platform: "linux/amd64",
};

function versionOf(group: string): string {
	return kinds.find((kind) => kind.group === group)?.version ?? "v1";
}

function describeGroup(group: string) {
	const version = { groupVersion: `${group}/${versionOf(group)}`, version: versionOf(group) };
	return { name: group, versions: [version], preferredVersion: version };
}

const subresourceKinds: Record<string, { kind: string; group?: string; version?: string; verbs: string[] }> = {
	scale: { kind: "Scale", group: "autoscaling", version: "v1", verbs: ["get", "patch", "update"] },
	binding: { kind: "Binding", verbs: ["create"] },
	eviction: { kind: "Eviction", group: "policy", version: "v1", verbs: ["create"] },
	finalize: { kind: "Namespace", verbs: ["update"] },
	log: { kind: "Pod", verbs: ["get"] },
	exec: { kind: "PodExecOptions", verbs: ["create", "get"] },
};

function describe(kind: Kind) {
	const { namespaced } = kind;
	const main = {
		name: kind.resource,
		singularName: kind.singular,
		namespaced,
		kind: kind.kind,
		verbs: kind.key === "namespaces" ? verbs.filter((verb) => verb !== "deletecollection") : verbs,
		...(kind.shortNames.length > 0 ? { shortNames: kind.shortNames } : {}),
		...(kind.categories.length > 0 ? { categories: kind.categories } : {}),
	};
	const subresources = kind.subresources.map((name) => ({
		name: `${kind.resource}/${name}`,
		singularName: "",
		namespaced,
		...(subresourceKinds[name] ?? { kind: kind.kind, verbs: ["get", "patch", "update"] }),
	}));
	return [main, ...subresources];
}

const accessReview = {
	name: "selfsubjectaccessreviews",
	singularName: "selfsubjectaccessreview",
	namespaced: false,
	kind: "SelfSubjectAccessReview",
	verbs: ["create"],
};

function resourceList(groupVersion: string) {
	const own = kinds.filter((kind) => groupVersionOf(kind) === groupVersion);
	const resources = groupVersion === "authorization.k8s.io/v1" ? [accessReview] : own.flatMap(describe);
	return resources.length > 0 ? { kind: "APIResourceList", apiVersion: "v1", groupVersion, resources } : undefined;
}

/** The OpenAPI v3 that `kubectl apply` reads: which kinds a PATCH takes `fieldValidation` for, and no schemas. */
function openApi(groupVersion: string) {
	const own = kinds.filter((kind) => groupVersionOf(kind) === groupVersion);
	if (own.length === 0) return undefined;
	const prefix = groupVersion.includes("/") ? `/apis/${groupVersion}` : `/api/${groupVersion}`;
	const paths = own.map((kind) => [
		`${prefix}${kind.namespaced ? "/namespaces/{namespace}" : ""}/${kind.resource}/{name}`,
		{
			patch: {
				parameters: [{ name: "fieldValidation", in: "query", schema: { type: "string" } }],
				responses: { "200": { description: "OK" } },
				"x-kubernetes-group-version-kind": { group: kind.group, version: kind.version, kind: kind.kind },
			},
		},
	]);
	return {
		openapi: "3.0.0",
		info: { title: "Kubernetes", version: version.gitVersion },
		paths: Object.fromEntries(paths),
	};
}

function openApiIndex() {
	const versions = [...new Set(kinds.map(groupVersionOf))];
	const entries = versions.map((groupVersion) => {
		const path = groupVersion.includes("/") ? `apis/${groupVersion}` : `api/${groupVersion}`;
		return [path, { serverRelativeURL: `/openapi/v3/${path}` }];
	});
	return { paths: Object.fromEntries(entries) };
}

/** The answer to a GET that addresses no object: discovery, version and OpenAPI; undefined for any other path. */
export function discover(path: string, port: number): object | undefined {
	switch (path) {
		case "/version":
			return version;
		case "/api":
			return {
				kind: "APIVersions",
				versions: ["v1"],
				serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress: `127.0.0.1:${port}` }],
			};
		case "/apis":
			return { kind: "APIGroupList", apiVersion: "v1", groups: groups.map(describeGroup) };
		case "/openapi/v3":
			return openApiIndex();
		default:
			return discoverGroup(path);
	}
}

function discoverGroup(path: string): object | undefined {
	const [root = "", ...rest] = path.split("/").filter(Boolean);
	if (root === "openapi" && rest[0] === "v3") return openApi(rest.slice(2).join("/"));
	if (root === "api") return resourceList(rest.join("/"));
	const [group = ""] = rest;
	if (root !== "apis" || !groups.includes(group)) return undefined;
	if (rest.length === 1) return { kind: "APIGroup", apiVersion: "v1", ...describeGroup(group) };
	return rest.length === 2 ? resourceList(rest.join("/")) : undefined;
}
