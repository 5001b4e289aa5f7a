"use client";

import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Gate } from "#server/deployments/gates/schema.ts";
import { HoldBadge } from "./hold-badge.tsx";
import { useSentence } from "./use-sentence.ts";

const faces = {
	pass: { icon: CircleCheck, color: "text-healthy" },
	warn: { icon: TriangleAlert, color: "text-degraded" },
	fail: { icon: CircleX, color: "text-failing" },
};

/** Every gate as a line: what it says, and what would let it pass. */
export function GateLines({ gates, digest }: { gates: readonly Gate[]; digest: string }) {
	const t = useTranslations("deployments");
	const sentence = useSentence();
	return (
		<ul className="space-y-1">
			{gates.map((gate) => {
				const { icon: Icon, color } = faces[gate.state];
				const code = `${gate.code}-${gate.state}`;
				return (
					<li key={gate.code} data-gate={gate.code} data-gate-state={gate.state} className="flex items-start gap-2">
						<Icon
							role="img"
							aria-label={t(`gateState.${gate.state}`)}
							size={14}
							className={`mt-[3px] shrink-0 ${color}`}
						/>
						<span className={gate.state === "pass" ? "text-muted" : "font-medium"}>
							{sentence("gate", { ...gate.params, code })}
						</span>
						{gate.override?.action === "hold.lift" && (
							<HoldBadge hold={{ id: gate.override.id, digest, reason: { code: "rolled-back" } }} />
						)}
					</li>
				);
			})}
		</ul>
	);
}
