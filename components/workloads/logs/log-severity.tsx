import { Bug, CircleAlert, CircleDashed, CircleX, Info, type LucideIcon, OctagonX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Severity } from "#server/workloads/logs/schema.ts";

const faces: Record<Severity, { icon: LucideIcon; color: string }> = {
	debug: { icon: Bug, color: "text-faint" },
	info: { icon: Info, color: "text-muted" },
	warning: { icon: CircleAlert, color: "text-degraded" },
	error: { icon: CircleX, color: "text-failing" },
	fatal: { icon: OctagonX, color: "text-failing font-semibold" },
};
const none = { icon: CircleDashed, color: "text-faint" };

/** How grave a line is: one icon, one word. A line that does not say so is drawn dashed. */
export function LogSeverity({ value }: { value: Severity | null }) {
	const t = useTranslations("logs.severity");
	const { icon: Icon, color } = value ? faces[value] : none;
	return (
		<span className={`inline-flex items-center gap-1 ${color}`}>
			<Icon aria-hidden size={12} className="shrink-0" />
			<span className="max-md:sr-only">{t(value ?? "none")}</span>
		</span>
	);
}
