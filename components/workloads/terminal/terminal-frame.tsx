"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Status } from "#components/ui/status.tsx";
import type { OpenedTerminal } from "#server/workloads/terminal/schema.ts";
import { endTerminal } from "./queries.ts";
import { connecting, type LinkState } from "./terminal-link.ts";
import { TimeLeft } from "./time-left.tsx";

const TerminalWindow = dynamic(() => import("./terminal-window.tsx").then((module) => module.TerminalWindow), {
	ssr: false,
});

type Props = { opened: OpenedTerminal; aloud: boolean; onAgain: () => void; onClose: () => void };

/** An open terminal over the page: where it is, how long it lasts, how it ended. Only its button closes it: Escape is the shell's. */
export function TerminalFrame({ opened, aloud, onAgain, onClose }: Props) {
	const t = useTranslations("terminal");
	const [state, setState] = useState<LinkState>(connecting);
	const leave = useRef<HTMLDivElement>(null);
	const over = state.phase === "ended" || state.phase === "failed";
	const { id, cluster, namespace, pod, container } = opened;
	const leaveIt = () => {
		if (state.phase !== "ended") void endTerminal(id).catch(() => {});
		onClose();
	};
	return (
		<Base.Root
			open
			disablePointerDismissal
			onOpenChange={(_, { reason }) => over && reason === "escape-key" && onClose()}
		>
			<Base.Portal>
				<Base.Backdrop className="fixed inset-0 z-50 bg-black/40" />
				<Base.Popup
					initialFocus={false}
					className="fixed inset-1 z-50 flex flex-col overflow-hidden rounded-lg bg-raised shadow-(--shadow) outline-none md:inset-6"
				>
					<div ref={leave} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-2">
						<div className="min-w-0 flex-1">
							<Base.Title className="truncate font-semibold text-lg">{t("titleOf", { container })}</Base.Title>
							<Base.Description className="truncate text-muted text-xs">
								{cluster} · {namespace}/{pod} · {t("leaveHint")}
							</Base.Description>
						</div>
						<Phase state={state} />
						<Button look={over ? "secondary" : "danger"} onClick={leaveIt}>
							{t(over ? "close" : "end")}
						</Button>
					</div>
					{over && <Ending state={state} onAgain={onAgain} />}
					<div className="min-h-0 flex-1">
						<TerminalWindow {...{ opened, aloud, leaveTo: leave, onState: setState }} />
					</div>
				</Base.Popup>
			</Base.Portal>
		</Base.Root>
	);
}

function Phase({ state: { phase, endsAt, idleEndsAt } }: { state: LinkState }) {
	const t = useTranslations("terminal");
	if (phase === "open" && endsAt !== null) return <TimeLeft endsAt={endsAt} idleEndsAt={idleEndsAt ?? endsAt} />;
	if (phase === "ended" || phase === "failed") return <Status value="paused" label={t("over")} />;
	return <Status value="progressing" label={t(`phase.${phase}`)} />;
}

/** Why it ended, in a sentence, and the way to a new one. */
function Ending({ state: { ended, problem }, onAgain }: { state: LinkState; onAgain: () => void }) {
	const t = useTranslations("terminal");
	const problemText = useProblemText();
	const text = ended ? t(`ended.${ended.why}`, { code: ended.exitCode ?? 0 }) : problemText(problem);
	return (
		<div role="alert" className="flex flex-wrap items-center gap-3 border-b bg-degraded-soft px-4 py-2 text-sm">
			<span className="min-w-0 flex-1">{text}</span>
			<Button size="sm" onClick={onAgain}>
				{t("again")}
			</Button>
		</div>
	);
}
