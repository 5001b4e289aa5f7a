import { services } from "../company/company.ts";
import { resources } from "../company/estate.ts";
import type { Fault } from "../faults.ts";
import { nodeNames } from "../supervisor/node-names.ts";

type FaultKind = {
	/** What its target is, and which there are; null where it strikes the whole sandbox. */
	target: { what: string; names: string[] } | null;
	/** What is broken, as a sentence; TARGET stands for the target. */
	broken: string;
};

const service = { what: "service", names: services.map(({ name }) => name) };
const database = { what: "database", names: resources.map(({ name }) => name) };
const node = { what: "node", names: nodeNames };

/** Everything that can be broken in a sandbox. */
export const faultKinds: Record<Fault["fault"], FaultKind> = {
	"bad-version": {
		target: service,
		broken: "TARGET has a new release that fails a third of its requests, for whoever deploys it",
	},
	"slow-database": { target: database, broken: "TARGET answers slowly, and so do the services that use it" },
	"dead-node": { target: node, broken: "the node TARGET is silent; its pods will be replaced elsewhere" },
	"lost-webhook": { target: null, broken: "the webhooks of GitHub and Alertmanager do not arrive" },
	"cluster-gone": { target: null, broken: "the Kubernetes API does not answer" },
	"github-gone": { target: null, broken: "GitHub does not answer" },
	"prometheus-gone": { target: null, broken: "Prometheus is stopped: no charts, no new alerts" },
};

/** Says a fault as a sentence. */
export function describeFault({ fault, target }: Fault): string {
	return faultKinds[fault].broken.replace("TARGET", target);
}

/** Turns the words of a person into a fault; throws with what could have been said instead. */
export function parseFault(name: string, target: string | undefined): Fault {
	const known = Object.keys(faultKinds);
	if (!isFaultName(name)) throw new Error(`there is no fault "${name}"; there are ${known.join(", ")}`);
	const kind = faultKinds[name];
	if (!kind.target) {
		if (target) throw new Error(`${name} takes no target; leave "${target}" out`);
		return { fault: name, target: "" };
	}
	const { what, names } = kind.target;
	if (!target) throw new Error(`${name} needs a ${what}: ${names.join(", ")}`);
	if (!names.includes(target)) throw new Error(`there is no ${what} "${target}"; there are ${names.join(", ")}`);
	return { fault: name, target };
}

function isFaultName(name: string): name is Fault["fault"] {
	return Object.hasOwn(faultKinds, name);
}
