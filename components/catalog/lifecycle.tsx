"use client";

import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";

const known = ["production", "experimental", "deprecated"] as const;
const tones = { production: "plain", experimental: "accent", deprecated: "warning" } as const;

/** How far a service's life has come; words that are not Backstage's usual ones are shown as they stand. */
export function Lifecycle({ value }: { value: string | null }) {
	const t = useTranslations("catalog.lifecycle");
	const usual = known.find((one) => one === value);
	if (!value) return <span className="text-faint">—</span>;
	return usual ? <Badge tone={tones[usual]}>{t(usual)}</Badge> : <Badge>{value}</Badge>;
}
