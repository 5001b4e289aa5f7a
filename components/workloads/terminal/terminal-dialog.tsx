"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { Pod } from "#server/workloads/schema.ts";
import type { OpenedTerminal } from "#server/workloads/terminal/schema.ts";
import { OpenForm } from "./open-terminal-dialog.tsx";
import type { TerminalPlace } from "./terminal-button.tsx";
import { TerminalFrame } from "./terminal-frame.tsx";

type Props = { pod: Pod; place: TerminalPlace; onClose: () => void };

/** From the question why to the end of the terminal; where there is none, who may switch it on. */
export function TerminalDialog({ pod, place, onClose }: Props) {
	const [terminal, setTerminal] = useState<{ opened: OpenedTerminal; aloud: boolean } | null>(null);
	if (place.standing !== "open") return <NotHere place={place} onClose={onClose} />;
	if (!terminal) return <OpenForm pod={pod} onOpened={setTerminal} onClose={onClose} />;
	return <TerminalFrame {...terminal} onAgain={() => setTerminal(null)} onClose={onClose} />;
}

function NotHere({ place: { standing, environment }, onClose }: Pick<Props, "place" | "onClose">) {
	const t = useTranslations("terminal");
	const off = standing === "off";
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t(off ? "offTitle" : "roleTitle")}
			width="sm"
			footer={
				<ButtonLink href={off ? "/settings/environments" : "/settings/access"}>
					{t(off ? "toSettings" : "toRights")}
				</ButtonLink>
			}
		>
			<p>{t(off ? "offDetail" : "roleDetail", { environment })}</p>
		</Dialog>
	);
}
