import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Gate } from "#server/deployments/gates/schema.ts";

/** Where what a gate says can be looked at, or put right. */
export function GateLink({ gate: { code, state, params } }: { gate: Gate }) {
	const t = useTranslations("deployments");
	const link = linkOf(code, params);
	if (!link || (link.text !== "heldIncident" && state === "pass")) return null;
	return (
		<Link href={link.href} className="ml-5.5 block text-accent text-xs hover:underline">
			{t(link.text, { number: Number(params.incident) })}
		</Link>
	);
}

function linkOf(code: string, { incidentId, team }: Gate["params"]) {
	if (typeof incidentId === "string") return { href: `/incidents/${incidentId}`, text: "heldIncident" } as const;
	if (code === "on-call-present" && typeof team === "string")
		return { href: `/teams/${encodeURIComponent(team)}`, text: "gateTeam" } as const;
	return null;
}
