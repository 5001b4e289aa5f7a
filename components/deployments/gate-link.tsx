import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { Gate } from "#server/deployments/gates/schema.ts";

/** Where what a gate says can be looked at, or put right. */
export function GateLink({ gate }: { gate: Gate }) {
	const t = useTranslations("deployments");
	const rule = useTranslations("readiness.name");
	const format = useFormatter();
	const link = linkOf(gate);
	if (!link) return null;
	const number = Number(gate.params.incident);
	const rules = format.list(link.rules.map((code) => rule(code)));
	return (
		<Link href={link.href} className="ml-5.5 block text-accent text-xs hover:underline">
			{t(link.text, { number, rules })}
		</Link>
	);
}

function linkOf({ code, state, params }: Gate) {
	const { incidentId, team, service } = params;
	if (typeof incidentId === "string")
		return { href: `/incidents/${incidentId}`, text: "heldIncident", rules: [] } as const;
	if (state === "pass") return null;
	if (code === "on-call-present" && typeof team === "string")
		return { href: `/teams/${encodeURIComponent(team)}`, text: "gateTeam", rules: [] } as const;
	if (code === "readiness-rules" && typeof service === "string")
		return {
			href: `/services/${encodeURIComponent(service)}?tab=rules`,
			...({ text: "gateRules", rules: String(params.rules).split(" ") } as const),
		};
	return null;
}
