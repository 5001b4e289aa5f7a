import { type EnvironmentName, organisation, people, type Service, services } from "../company/company.ts";
import { between, pick } from "./chance.ts";
import type { HistoryDeployment } from "./history-format.ts";
import { incidentPlans } from "./incident-plans.ts";
import { goodReleases, type Release } from "./releases.ts";
import { hour, inWorkingHours, iso, minute } from "./working-time.ts";

/** A deployment that knows what it takes back by reference; positions are given when all are in order. */
export type Deployed = Omit<HistoryDeployment, "rollbackOf"> & { takesBack: Deployed | null };

export type DeploymentContext = { now: number; registry: string; releases: Release[] };

/** All deployments of the company up to now, oldest first: each version from development over staging to production. */
export function deploymentHistory(context: DeploymentContext): Deployed[] {
	return services
		.flatMap((service) => serviceHistory(context, service))
		.sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
}

function serviceHistory(context: DeploymentContext, service: Service): Deployed[] {
	const releases = goodReleases(context.releases, service.name);
	const reached = releases.findLastIndex((release) => release.version === service.version);
	const culprit = culpritOf(service, reached, releases.length);
	const story: Deployed[] = [];
	const production: Planned[] = [];
	for (const [position, release] of releases.entries()) {
		const created = Math.min(Date.parse(release.createdAt), context.now - 30 * minute);
		const words = [service.name, release.version];
		const development = created + between(2, 6, "development", ...words) * minute;
		const staging = Math.min(development + between(4, 20, "staging", ...words) * minute, context.now - 4 * minute);
		if (service.replicas.development > 0) {
			story.push(deployed(context, release, { environment: "development", at: development }));
		}
		story.push(deployed(context, release, { environment: "staging", at: staging }));
		if (position > reached && position !== culprit) continue;
		const wanted = inWorkingHours(staging + between(2, 26, "production", ...words) * hour);
		production.push({ release, at: Math.max(wanted, staging + 40 * minute), isCulprit: position === culprit });
	}
	return [...story, ...productionHistory(context, service, inOrder(production, context.now))];
}

type Planned = { release: Release; at: number; isCulprit: boolean };

/** Which of a service's releases caused its incident: a position that has one before it, or null. */
function culpritOf(service: Service, reached: number, count: number): number | null {
	const cause = incidentPlans.find((plan) => plan.service === service.name)?.cause;
	if (cause === "previous version" && reached > 1) return reached - 1;
	if (cause === "newest version" && reached >= 0 && count - 1 > reached) return count - 1;
	return null;
}

/** Versions reach production in the order they were built, at least six hours apart, and not after now. */
function inOrder(planned: Planned[], now: number): Planned[] {
	let latest = now - 90 * minute;
	return planned
		.toReversed()
		.map((step) => {
			const at = Math.min(step.at, latest);
			latest = at - 6 * hour;
			return { ...step, at };
		})
		.toReversed();
}

function productionHistory(context: DeploymentContext, service: Service, planned: Planned[]): Deployed[] {
	const incident = incidentPlans.find((plan) => plan.service === service.name);
	return planned.flatMap(({ release, at, isCulprit }, position) => {
		const forward = deployed(context, release, { environment: "production", at });
		const before = planned[position - 1]?.release;
		if (!isCulprit || !incident || !before) return [forward];
		const bad: Deployed = { ...forward, outcome: "rolled_back" };
		const back = deployed(context, before, { environment: "production", at: at + (incident.minutes - 2) * minute });
		return [bad, { ...back, by: incident.acknowledgedBy, reason: `Roll back: ${incident.title}`, takesBack: bad }];
	});
}

function deployed(
	context: DeploymentContext,
	release: Release,
	where: { environment: EnvironmentName; at: number },
): Deployed {
	const words = [release.service, release.version, where.environment];
	const started = Math.round(where.at + between(1, 3, "start", ...words) * 1000);
	return {
		service: release.service,
		environment: where.environment,
		digest: release.digest,
		image: `${context.registry}/${organisation}/${release.service}@${release.digest}`,
		version: release.version,
		by: deployer(release.service, where.environment, words),
		requestedAt: iso(where.at),
		startedAt: iso(started),
		finishedAt: iso(Math.round(started + between(12, 45, "finish", ...words) * 1000)),
		outcome: "succeeded",
		reason: `Release ${release.version}`,
		takesBack: null,
	};
}

/** The team's own people deploy; the platform's DevOps engineer takes some of the releases to production. */
function deployer(service: string, environment: EnvironmentName, words: string[]): string {
	const team = services.find(({ name }) => name === service)?.team;
	const own = people.filter((person) => person.team === team && person.role !== "viewer");
	const devops = people.filter((person) => person.role === "devops");
	const candidates = environment === "production" ? [...own, ...devops] : own;
	return pick(candidates, "by", ...words).login;
}
