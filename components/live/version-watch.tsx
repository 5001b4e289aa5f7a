"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { build } from "#components/api/build.ts";
import { toast } from "#components/ui/toast.ts";
import { useLiveState } from "./live-state.ts";

/** The build that answers now, or null when nobody does. */
export async function readBuild(): Promise<string | null> {
	const response = await fetch("/api/version", { cache: "no-store" }).catch(() => null);
	if (!response?.ok) return null;
	const body: unknown = await response.json().catch(() => null);
	return typeof body === "object" && body !== null && "build" in body ? String(body.build) : null;
}

/** Offers to reload when a new build answers; what is being written stays until then. */
export function VersionWatch() {
	const t = useTranslations("frame");
	const { connected } = useLiveState();
	useEffect(() => {
		if (!connected) return;
		void readBuild().then((current) => {
			if (!current || current === build) return;
			toast.offer(t("newVersion"), { id: "new-version", label: t("reload"), onClick: () => location.reload() });
		});
	}, [connected, t]);
	return null;
}
