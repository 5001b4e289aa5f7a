import { Bug, Hammer, type LucideIcon, ShieldAlert, Siren, Sparkles } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Item } from "#server/planning/schema.ts";

const icons: Record<Item["type"], LucideIcon> = {
	feature: Sparkles,
	bug: Bug,
	debt: Hammer,
	incident: Siren,
	security: ShieldAlert,
};

/** What kind of work something is; `word` writes it out. */
export function TypeMark({ type, word = false }: { type: Item["type"]; word?: boolean }) {
	const t = useTranslations("planning.type");
	const Icon = icons[type];
	return (
		<span title={t(type)} className={`inline-flex items-center gap-1.5 ${type === "incident" ? "text-failing" : ""}`}>
			<Icon aria-hidden size={12} className="shrink-0" />
			<span className={word ? undefined : "sr-only"}>{t(type)}</span>
		</span>
	);
}
