/** The parts of a service's page. */
export const serviceTabs = [
	"overview",
	"runs",
	"artifacts",
	"deployments",
	"workloads",
	"configuration",
	"logs",
	"runbooks",
	"rules",
] as const;
export type ServiceTab = (typeof serviceTabs)[number];

/** The part that the address names; the overview for anything else. */
export const serviceTab = (value: unknown): ServiceTab => serviceTabs.find((tab) => tab === value) ?? "overview";
