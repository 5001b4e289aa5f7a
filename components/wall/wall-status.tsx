import { CircleAlert, CircleCheck, CircleDashed, CirclePause, CircleX, Clock, LoaderCircle, Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { StatusValue } from "#components/ui/status.tsx";

const faces = {
	healthy: { icon: CircleCheck, color: "text-healthy" },
	progressing: { icon: LoaderCircle, color: "text-progressing" },
	waiting: { icon: Clock, color: "text-waiting" },
	degraded: { icon: CircleAlert, color: "text-degraded" },
	failing: { icon: CircleX, color: "text-failing" },
	unknown: { icon: CircleDashed, color: "text-unknown" },
	held: { icon: Lock, color: "text-held" },
	paused: { icon: CirclePause, color: "text-paused" },
} as const;

/** A state to be read from four metres: the icon large, and the word where it is not "healthy". */
export function WallStatus({ value }: { value: StatusValue }) {
	const t = useTranslations("ui.status");
	const { icon: Icon, color } = faces[value];
	return (
		<span data-status={value} className={`inline-flex items-center gap-3 ${color}`}>
			<Icon aria-hidden size={34} strokeWidth={2.5} className="shrink-0" />
			<span className={value === "healthy" ? "sr-only" : "text-[24px]"}>{t(value)}</span>
		</span>
	);
}
