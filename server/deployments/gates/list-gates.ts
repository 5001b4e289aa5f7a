import { z } from "zod";
import { approvalGate } from "./approval-gate.ts";
import { budgetGate } from "./budget-gate.ts";
import { freezeGate } from "./freeze-gate.ts";
import { type GateQuestion, gate, type JudgedGate } from "./gate.ts";
import { onCallGate } from "./on-call-gate.ts";
import { openIncidentGate } from "./open-incident-gate.ts";
import { placeGates } from "./place-gates.ts";
import { readinessGate } from "./readiness-gate.ts";
import { reviewGate } from "./review-gate.ts";
import { rollbackGate } from "./rollback-gate.ts";
import { type Gate, type GateMode, gateModeSchema } from "./schema.ts";
import { severeIncidentGate } from "./severe-incident-gate.ts";
import { soakGate } from "./soak-gate.ts";
import { versionGates } from "./version-gates.ts";

/** The gates whose weight an environment may choose, in the order they are shown. */
export const judgedGates: readonly JudgedGate[] = [
	freezeGate,
	severeIncidentGate,
	openIncidentGate,
	budgetGate,
	rollbackGate,
	soakGate,
	reviewGate,
	onCallGate,
	readinessGate,
];

const modesSchema = z.record(z.string(), gateModeSchema).catch({});

/** Everything that speaks for or against bringing a digest to a place, each as a line. Reads rows only, at most a few each. */
export async function listGates(question: GateQuestion): Promise<Gate[]> {
	const modes = modesOf(question.place.environment);
	const judged = await Promise.all(judgedGates.map((one) => judge(one, question, modes)));
	return [
		...(await versionGates(question)),
		...(await placeGates(question)),
		...judged.filter((line) => line !== null),
		...(await approvalGate(question)),
	];
}

/** The weight of every judged gate in an environment. */
export function modesOf(environment: { production: boolean; gateModes: unknown }): Record<string, GateMode> {
	const modes = modesSchema.parse(environment.gateModes);
	return Object.fromEntries(judgedGates.map(({ code, weight }) => [code, modes[code] ?? weight(environment)]));
}

async function judge(one: JudgedGate, question: GateQuestion, modes: Record<string, GateMode>): Promise<Gate | null> {
	const mode = modes[one.code];
	if (mode === "off") return null;
	const finding = await one.find(question);
	if (!finding) return null;
	if (finding.passes) return gate(one.code, "pass", finding.params);
	return {
		...gate(one.code, mode === "block" ? "fail" : "warn", finding.params),
		override: mode === "block" ? { action: "gate.override", id: one.code } : null,
	};
}
