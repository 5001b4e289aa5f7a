/** Roles from weakest to strongest in reach; what each may do stands in the table below, nowhere else. */
export const roles = ["viewer", "developer", "lead", "devops", "admin"] as const;
export type Role = (typeof roles)[number];

/**
 * Who may do an action.
 * `anyTeam`: for every team's things. `ownTeam`: for things of a team the person belongs to.
 * `productionOwnTeam`: narrows `ownTeam` in production environments.
 * `machines`: automation, jobs and webhooks may do it too. `scope`: what an API token must carry.
 */
export type Rule = {
	anyTeam: readonly Role[];
	ownTeam: readonly Role[];
	productionOwnTeam?: readonly Role[];
	machines?: true;
	scope: TokenScope;
};

export const tokenScopes = ["read", "plan", "build", "deploy", "operate", "administer"] as const;
export type TokenScope = (typeof tokenScopes)[number];

const everyone = roles;
const builders = ["developer", "lead", "devops", "admin"] as const;
const keepers = ["lead", "devops", "admin"] as const;
const operators = ["devops", "admin"] as const;

const read: Rule = { anyTeam: everyone, ownTeam: everyone, machines: true, scope: "read" };
const plan: Rule = { anyTeam: operators, ownTeam: builders, machines: true, scope: "plan" };
const lead: Rule = { anyTeam: operators, ownTeam: keepers, machines: true, scope: "plan" };

/** The one policy table: team × environment × action. Every operation of the API names one of these actions. */
export const policy = {
	"catalog.read": read,
	"catalog.sync": { anyTeam: operators, ownTeam: builders, machines: true, scope: "operate" },
	"planning.read": read,
	"item.create": plan,
	"item.edit": plan,
	"item.triage": plan,
	"sprint.manage": lead,
	"pipelines.read": read,
	"run.dispatch": { anyTeam: operators, ownTeam: builders, scope: "build" },
	"run.control": { anyTeam: operators, ownTeam: builders, scope: "build" },
	"artifacts.read": read,
	"deployments.read": read,
	"deployment.request": {
		anyTeam: operators,
		ownTeam: builders,
		productionOwnTeam: builders,
		machines: true,
		scope: "deploy",
	},
	"deployment.rollback": {
		anyTeam: operators,
		ownTeam: builders,
		productionOwnTeam: builders,
		machines: true,
		scope: "deploy",
	},
	/** Passing a closed gate over, a freeze included, with a reason. */
	"gate.override": { anyTeam: operators, ownTeam: keepers, scope: "deploy" },
	"approval.request": { anyTeam: operators, ownTeam: builders, scope: "deploy" },
	/** The word of a second person; never of whoever asked. */
	"approval.decide": { anyTeam: operators, ownTeam: keepers, scope: "deploy" },
	"hold.lift": { anyTeam: operators, ownTeam: keepers, machines: true, scope: "deploy" },
	/** Asking for a preview of a pull request, giving it more time, ending it. */
	"preview.manage": { anyTeam: operators, ownTeam: builders, machines: true, scope: "deploy" },
	"environment.configure": { anyTeam: operators, ownTeam: keepers, scope: "operate" },
	/** Rules that reach beyond a team's own: the service account of a job, measures of other services. */
	"environment.reach": { anyTeam: operators, ownTeam: [], scope: "operate" },
	"workloads.read": read,
	/** Programs write more into their logs than a screen should show to everybody. */
	"logs.read": { anyTeam: builders, ownTeam: everyone, machines: true, scope: "read" },
	/** Values of ConfigMaps; those of Secrets nobody reads here. */
	"configuration.read": { anyTeam: builders, ownTeam: everyone, machines: true, scope: "read" },
	/** Like a deployment: pods start anew with it. */
	"configuration.change": { anyTeam: operators, ownTeam: builders, productionOwnTeam: builders, scope: "deploy" },
	"workload.operate": { anyTeam: operators, ownTeam: builders, machines: true, scope: "operate" },
	/** A shell in a container. Beyond this row it must be switched on for the team in the environment, which it never is by itself. */
	"terminal.open": { anyTeam: operators, ownTeam: builders, productionOwnTeam: keepers, scope: "operate" },
	/** What one's own terminal prints. */
	"terminal.read": { anyTeam: operators, ownTeam: builders, productionOwnTeam: keepers, scope: "operate" },
	"terminal.end": { anyTeam: operators, ownTeam: builders, scope: "operate" },
	"metrics.read": read,
	"incidents.read": read,
	"incident.acknowledge": { anyTeam: operators, ownTeam: builders, machines: true, scope: "operate" },
	"incident.judge": { anyTeam: operators, ownTeam: builders, machines: true, scope: "operate" },
	/** What a runbook is: which workflow, for which environments, with what in its inputs. */
	"runbook.configure": { anyTeam: operators, ownTeam: keepers, scope: "operate" },
	"runbook.run": { anyTeam: operators, ownTeam: builders, productionOwnTeam: builders, scope: "operate" },
	/** The word of a second person; never of whoever asked. */
	"runbook.approve": { anyTeam: operators, ownTeam: keepers, scope: "operate" },
	"loop.read": read,
	"insights.read": read,
	"wall.manage": { anyTeam: operators, ownTeam: builders, scope: "operate" },
	"connections.read": read,
	"connection.manage": { anyTeam: operators, ownTeam: [], scope: "administer" },
	"jobs.manage": { anyTeam: operators, ownTeam: [], scope: "administer" },
	"audit.read": { anyTeam: keepers, ownTeam: keepers, scope: "administer" },
	"access.read": read,
	/** Who answers for a team's services when. */
	"on-call.manage": { anyTeam: operators, ownTeam: keepers, scope: "operate" },
	"access.manage": { anyTeam: ["admin", "devops"], ownTeam: [], scope: "administer" },
	/** One's own session, preferences and tokens. */
	"self.manage": { anyTeam: everyone, ownTeam: everyone, scope: "administer" },
	"self.read": read,
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof policy;
