"use client";

import { useTranslations } from "next-intl";
import { Status, type StatusValue } from "#components/ui/status.tsx";
import type { PreviewStatus as Value } from "#server/workloads/previews/schema.ts";

const faces: Record<Value, StatusValue> = {
	waiting: "waiting",
	starting: "progressing",
	ready: "healthy",
	failed: "failing",
	ending: "paused",
	ended: "paused",
};

/** How a preview stands. */
export function PreviewStatus({ value }: { value: Value }) {
	const t = useTranslations("previews");
	return <Status value={faces[value]} label={t(`status.${value}`)} />;
}
