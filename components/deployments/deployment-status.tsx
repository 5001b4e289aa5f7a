"use client";

import { useTranslations } from "next-intl";
import { Status, type StatusValue } from "#components/ui/status.tsx";
import type { DeploymentStatus as Value } from "#server/deployments/schema.ts";

const faces: Record<Value, StatusValue> = {
	requested: "waiting",
	applying: "progressing",
	rolling: "progressing",
	watching: "progressing",
	succeeded: "healthy",
	failed: "failing",
	rolled_back: "degraded",
	superseded: "paused",
};

/** How a deployment does, in the closed set's signs and its own word. */
export function DeploymentStatus({ value, compact }: { value: Value; compact?: boolean }) {
	const t = useTranslations("deployments");
	return <Status value={faces[value]} label={t(`status.${value}`)} {...(compact && { compact })} />;
}
