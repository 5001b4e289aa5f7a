import { clsx } from "clsx";
import {
	CircleAlert,
	CircleCheck,
	CircleDashed,
	CirclePause,
	CircleX,
	Clock,
	LoaderCircle,
	Lock,
	type LucideIcon,
} from "lucide-react";
import { useTranslations } from "next-intl";

/** The one closed set of states of things. */
export const statuses = [
	"healthy",
	"progressing",
	"waiting",
	"degraded",
	"failing",
	"unknown",
	"held",
	"paused",
] as const;
export type StatusValue = (typeof statuses)[number];

const faces: Record<StatusValue, { icon: LucideIcon; color: string }> = {
	healthy: { icon: CircleCheck, color: "text-healthy" },
	progressing: { icon: LoaderCircle, color: "text-progressing" },
	waiting: { icon: Clock, color: "text-waiting" },
	degraded: { icon: CircleAlert, color: "text-degraded" },
	failing: { icon: CircleX, color: "text-failing" },
	unknown: { icon: CircleDashed, color: "text-unknown" },
	held: { icon: Lock, color: "text-held" },
	paused: { icon: CirclePause, color: "text-paused" },
};

type Props = {
	value: StatusValue /** Another word than the usual one. */;
	label?: string /** Only the icon; the word is still said. */;
	compact?: boolean;
	className?: string;
};

/** A state: one icon, one word, one colour, the same everywhere. Unknown is dashed and never looks healthy. */
export function Status({ value, label, compact = false, className }: Props) {
	const t = useTranslations("ui.status");
	const { icon: Icon, color } = faces[value];
	const word = label ?? t(value);
	return (
		<span
			data-status={value}
			title={compact ? word : undefined}
			className={clsx(
				"inline-flex items-center gap-1.5 whitespace-nowrap font-medium",
				color,
				value === "unknown" && !compact && "border-b border-dashed",
				className,
			)}
		>
			<Icon
				aria-hidden
				size={14}
				strokeWidth={2.25}
				className={clsx("shrink-0", value === "progressing" && "animate-spin [animation-duration:2.4s]")}
			/>
			<span className={compact ? "sr-only" : undefined}>{word}</span>
		</span>
	);
}
