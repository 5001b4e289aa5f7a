/** Which folder may import which: app -> components | server/<feature> -> server/loop, connectors -> server/platform. */
const CONNECTORS = "kubernetes|github|prometheus|alertmanager|registry";
// What the browser may know of a feature, or of a part of one.
const SCHEMAS = "^server/(?:[^/]+/schema|[^/]+/[^/]+/schema)\\.ts$";
// A later feature may use an earlier one, never the reverse; reactions upward are wired in the worker.
const LAYERS = [
	"access",
	"catalog",
	"planning",
	"pipelines",
	"artifacts",
	"deployments",
	"workloads",
	"metrics",
	"incidents",
	"insights",
];
const error = (name, comment, ...[from, to]) => ({ name, comment, severity: "error", from, to });

const layerRules = LAYERS.slice(0, -1).map((layer, index) =>
	error(
		`layer-${layer}`,
		`${layer} is below ${LAYERS.slice(index + 1).join(", ")}; let the later feature react to an event instead.`,
		{ path: `^server/${layer}/` },
		{
			path: `^server/(${LAYERS.slice(index + 1).join("|")}|views|api|worker|history)/`,
			pathNot: "^server/worker/feature\\.ts$",
		},
	),
);

module.exports = {
	forbidden: [
		error("no-cycles", "Move the shared part below both files.", {}, { circular: true }),
		error(
			"app-is-the-top",
			"Nothing below the routes may know the routes.",
			{ pathNot: "^(app|e2e)/" },
			{ path: "^app/" },
		),
		error(
			"server-knows-no-ui",
			"Server code must not depend on React components.",
			{ path: "^server/" },
			{ path: "^(components|i18n)/" },
		),
		error(
			"components-see-only-schemas",
			"A component may import the types of a feature's schema.ts and nothing else of server/.",
			{ path: "^components/" },
			{ path: "^server/", pathNot: SCHEMAS },
		),
		error(
			"schemas-are-types-in-the-browser",
			"Import it as a type; only forms may ship a schema to the browser.",
			{ path: "^components/", pathNot: "-form\\.tsx$" },
			{ path: SCHEMAS, dependencyTypesNot: ["type-only"] },
		),
		error(
			"ui-has-no-feature",
			"components/ui could ship in another product.",
			{ path: "^components/ui/" },
			{ path: "^(components|server)/", pathNot: "^components/ui/" },
		),
		error(
			"schemas-stand-alone",
			"schema.ts runs in the browser too: only zod and other schemas.",
			{ path: SCHEMAS },
			{ path: "^server/", pathNot: SCHEMAS },
		),
		error(
			"platform-is-the-bottom",
			"server/platform knows no feature and no connector.",
			{ path: "^server/platform/", pathNot: "\\.test\\.ts$|^server/platform/testing/" },
			{ path: "^server/", pathNot: "^server/platform/" },
		),
		error(
			"loop-is-below-the-features",
			"The graph knows no feature.",
			{ path: "^server/loop/", pathNot: "\\.test\\.ts$" },
			{ path: "^server/", pathNot: "^server/(loop|platform)/" },
		),
		error(
			"connectors-know-no-feature",
			"A connector talks to one outside system; features use it, never the reverse.",
			{ path: `^server/connectors/(${CONNECTORS})/` },
			{ path: "^server/", pathNot: "^server/(platform|connectors/$1)/" },
		),
		...layerRules,
		error(
			"internal-is-private",
			"Import the feature's public file instead.",
			{ path: "^([^/]+/[^/]+)/" },
			{ path: "^server/[^/]+/internal/", pathNot: "^$1/internal/" },
		),
		error(
			"routes-hold-no-queries",
			"A page or route calls a feature function; only features touch the database.",
			{ path: "^(app|server/api)/", pathNot: "\\.test\\.ts$" },
			{ path: "^server/platform/database\\.ts$" },
		),
		error(
			"prisma-behind-database",
			"Take the client from server/platform/database; types are free inside server/.",
			{ pathNot: "^(server/platform/database\\.ts|prisma/)" },
			{ path: "(node_modules/@prisma/|^prisma/generated/)", dependencyTypesNot: ["type-only"] },
		),
		error(
			"row-types-stay-on-the-server",
			"The browser sees schema.ts types, not table rows.",
			{ path: "^(app|components)/" },
			{ path: "(node_modules/@prisma/|^prisma/generated/)" },
		),
		error(
			"e2e-is-outside",
			"A browser test knows the product by URL.",
			{ path: "^e2e/" },
			{
				path: "^(app|components|server)/",
				pathNot: "^server/([^/]+/schema|platform/database|platform/testing/[^/]+|connectors/[^/]+/[^/]+)\\.ts$",
			},
		),
		error(
			"sandbox-knows-no-lazo",
			"The sandbox is the outside world; it meets Lazo by protocol only.",
			{ path: "^sandbox/" },
			{ path: "^(server|app|components)/" },
		),
		error(
			"lazo-knows-no-sandbox",
			"Lazo never knows whether the other end is the sandbox.",
			{ path: "^(server|app|components)/" },
			{ path: "^sandbox/" },
		),
		error(
			"kubernetes-behind-connector",
			"Only server/connectors/kubernetes may import the SDK.",
			{ path: "^(app|components|server)/", pathNot: "^server/connectors/kubernetes/" },
			{ path: "node_modules/@kubernetes/" },
		),
		error(
			"github-behind-connector",
			"Only server/connectors/github may import the SDK.",
			{ path: "^(app|components|server)/", pathNot: "^server/connectors/github/" },
			{ path: "node_modules/octokit/" },
		),
	],
	options: {
		parser: "swc",
		doNotFollow: { path: "node_modules" },
		exclude: { path: "(^|/)(\\.next|prisma/generated|e2e/schemas)/" },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: "tsconfig.json" },
	},
};
