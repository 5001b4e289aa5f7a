"use client";

import { SquareTerminal } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { Pod } from "#server/workloads/schema.ts";
import type { TerminalStanding } from "#server/workloads/terminal/schema.ts";

/** Whether the reader may open terminals in an environment. */
export type TerminalPlace = { standing: TerminalStanding; environment: string };

/** Asks for a terminal in a pod's container. It is there for everybody: whoever may not learns why, and from whom to ask it. */
export function TerminalButton({ pod, onOpen }: { pod: Pod; onOpen: () => void }) {
	const t = useTranslations("terminal");
	return <IconButton label={t("openFor", { pod: pod.name })} icon={<SquareTerminal size={15} />} onClick={onOpen} />;
}
