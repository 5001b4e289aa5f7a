"use client";

import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Gate } from "#server/deployments/gates/schema.ts";
import { GateLink } from "./gate-link.tsx";
import { HoldBadge } from "./hold-badge.tsx";
import { useSentence } from "./use-sentence.ts";

const faces = {
	pass: { icon: CircleCheck, color: "text-healthy" },
	warn: { icon: TriangleAlert, color: "text-degraded" },
	fail: { icon: CircleX, color: "text-failing" },
};

/** Why a version is held, by what the line says. */
const holdCodes: Record<string, string> = { worse: "worse-verdict" };

/** Reasons to pass closed gates over, by gate code; present only for who may. */
type Overriding = { reasons: Record<string, string>; onReason: (gate: string, reason: string) => void };
type Props = { gates: readonly Gate[]; digest: string; overriding?: Overriding | undefined };

/** Every gate as a line: what it says, and what would let it pass. */
export function GateLines({ gates, digest, overriding }: Props) {
	const t = useTranslations("deployments");
	const sentence = useSentence();
	return (
		<ul className="space-y-1">
			{gates.map((gate) => {
				const { icon: Icon, color } = faces[gate.state];
				const code = `${gate.code}-${gate.state}`;
				return (
					<li key={gate.code} data-gate={gate.code} data-gate-state={gate.state}>
						<div className="flex items-start gap-2">
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
								<HoldBadge
									hold={{
										id: gate.override.id,
										digest,
										reason: { code: holdCodes[String(gate.params.because)] ?? "rolled-back" },
									}}
								/>
							)}
						</div>
						<GateLink gate={gate} />
						{gate.state === "fail" && gate.override?.action === "gate.override" && (
							<Override gate={gate.code} overriding={overriding} />
						)}
					</li>
				);
			})}
		</ul>
	);
}

function Override({ gate, overriding }: { gate: string; overriding: Overriding | undefined }) {
	const t = useTranslations("deployments");
	if (!overriding) return <p className="ml-5.5 text-muted text-xs">{t("mayNotOverride")}</p>;
	return (
		<div className="mt-1 mb-2 ml-5.5">
			<Field label={t("overrideReason")} hint={t("overrideHint")}>
				{(wiring) => (
					<Input
						{...wiring}
						value={overriding.reasons[gate] ?? ""}
						maxLength={500}
						onChange={(event) => overriding.onReason(gate, event.target.value)}
					/>
				)}
			</Field>
		</div>
	);
}
