"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useAct } from "#components/api/use-act.ts";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Checkbox, Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Pod } from "#server/workloads/schema.ts";
import type { OpenedTerminal } from "#server/workloads/terminal/schema.ts";
import { openTerminal } from "./queries.ts";

type Opened = { opened: OpenedTerminal; aloud: boolean };
type Props = { pod: Pod; onOpened: (opened: Opened) => void; onClose: () => void };

/** Which container and why, and what a terminal means, before it is opened. */
export function OpenForm({ pod, onOpened, onClose }: Props) {
	const t = useTranslations("terminal");
	const problemText = useProblemText();
	const form = useId();
	const [container, setContainer] = useState(pod.containers[0]?.name ?? "");
	const [reason, setReason] = useState("");
	const [aloud, setAloud] = useState(false);
	const open = useAct({
		act: () => openTerminal(pod.id, { container, reason, columns: 100, rows: 30 }),
		onDone: (opened) => onOpened({ opened, aloud }),
		quiet: true,
	});
	return (
		<Dialog
			open
			onOpenChange={(shown) => !shown && onClose()}
			title={t("openTitle")}
			description={pod.name}
			footer={
				<Button type="submit" form={form} look="primary" busy={open.isPending}>
					{t("open")}
				</Button>
			}
		>
			<form
				id={form}
				className="space-y-3"
				onSubmit={(event) => {
					event.preventDefault();
					open.mutate();
				}}
			>
				<p className="text-sm">{t("means")}</p>
				{pod.containers.length > 1 && (
					<Field label={t("container")}>
						{(wiring) => (
							<Select
								{...wiring}
								value={container}
								onChange={(event) => setContainer(event.target.value)}
								options={pod.containers.map(({ name }) => ({ value: name, label: name }))}
							/>
						)}
					</Field>
				)}
				<Field label={t("reason")} hint={t("reasonHint")} error={open.error && problemText(open.error)}>
					{(wiring) => (
						<Input
							{...wiring}
							{...{ value: reason, required: true, minLength: 3, maxLength: 500, autoComplete: "off" }}
							onChange={(event) => setReason(event.target.value)}
						/>
					)}
				</Field>
				<Checkbox label={t("aloud")} hint={t("aloudHint")} checked={aloud} onChange={setAloud} />
			</form>
		</Dialog>
	);
}
