import { stringify } from "yaml";
import { organisation, type Service } from "../../company/company.ts";
import { workflowFiles } from "./workflow-files.ts";

/** How one version of a service behaves; the content of its `service.json`. */
export type Behaviour = {
	service: string;
	version: string;
	/** Share of requests that fail, 0 to 1. */
	errorRate: number;
	latencyMs: number;
	crashAfterMs: number | null;
	startMs: number;
	database: string | null;
	calls: string[];
	failsTests?: boolean;
};

/** The text of `service.json` for a version; `change` is how this version differs from a good one. */
export function serviceJson(service: Service, version: string, change: Partial<Behaviour> = {}): string {
	const behaviour: Behaviour = {
		service: service.name,
		version,
		errorRate: 0.002,
		latencyMs: service.latencyMs,
		crashAfterMs: null,
		startMs: 300,
		database: service.database,
		calls: service.dependsOn,
		...change,
	};
	return `${JSON.stringify(behaviour, null, "\t")}\n`;
}

/** All files of a service's repository at its first commit, by path. */
export function serviceFiles(service: Service, version: string, registry: string): Record<string, string> {
	return {
		"catalog-info.yaml": catalogInfo(service, registry),
		"service.json": serviceJson(service, version),
		"CHANGELOG.md": `# Changelog of ${service.title}\n\n## ${version}\n\n- First version in this repository.\n`,
		"README.md": readme(service),
		"docs/runbook.md": runbook(service),
		"src/main.ts": `import { serve } from "./serve.ts";\n\nserve({ name: "${service.name}", port: 8080 });\n`,
		...workflowFiles(service, registry),
	};
}

function catalogInfo(service: Service, registry: string): string {
	const slug = `${organisation}/${service.name}`;
	return stringify({
		apiVersion: "backstage.io/v1alpha1",
		kind: "Component",
		metadata: {
			name: service.name,
			title: service.title,
			description: service.description,
			annotations: {
				"github.com/project-slug": slug,
				"backstage.io/kubernetes-id": service.name,
				"lazo.dev/image": `${registry}/${slug}`,
				"lazo.dev/auto-rollback": service.autoRollback,
				...(service.tier < 3 && { "lazo.dev/slo-target": service.tier === 1 ? "99.5" : "99" }),
			},
			labels: { "lazo.dev/tier": String(service.tier) },
			tags: ["typescript", service.system, ...(service.database ? ["stateful"] : [])],
			links: [
				{ url: `https://runbooks.almena.example/${service.name}`, title: "Runbook", icon: "docs" },
				{ url: `https://dashboards.almena.example/d/${service.name}`, title: "Dashboard", icon: "dashboard" },
			],
		},
		spec: {
			type: "service",
			lifecycle: service.lifecycle,
			owner: `group:${service.team}`,
			system: service.system,
			dependsOn: [
				...service.dependsOn.map((name) => `component:${name}`),
				...(service.database ? [`resource:${service.database}`] : []),
			],
		},
	});
}

function readme(service: Service): string {
	return `# ${service.title}

${service.description}

Owned by the ${service.team} team. It listens on port 8080 and answers \`/healthz\`, \`/readyz\` and \`/metrics\`.

## Work on it

\`service.json\` says how this version behaves. A push runs the tests; the \`release\` workflow builds and pushes the image.
`;
}

function runbook(service: Service): string {
	const database = service.database ? `\n3. Look at the connections to \`${service.database}\`.` : "";
	return `# Runbook of ${service.title}

## Many errors

1. What was deployed last? If the errors began with it, roll back first and look for the cause afterwards.
2. Do the services it calls answer? ${service.dependsOn.map((name) => `\`${name}\``).join(", ") || "It calls none."}${database}

## Slow answers

Compare the latency with the traffic: growing together means too few replicas.
`;
}
