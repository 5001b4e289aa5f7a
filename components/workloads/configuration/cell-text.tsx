"use client";

import { CircleDashed, CircleHelp, EyeOff, Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ConfigurationCell, ConfigurationState } from "#server/workloads/configuration/schema.ts";

/** What a key says in one environment: its value, the fingerprint of a secret, or why there is neither. */
export function CellText({ cell }: { cell: ConfigurationCell }) {
	const t = useTranslations("configuration");
	const { state, value } = cell;
	if (state !== "value" || !value) return <Absent state={state} />;
	if (value.hidden)
		return (
			<Marked icon={<EyeOff aria-hidden size={13} />} title={t("hiddenDetail")}>
				<span className="sr-only">{t("hidden")} </span>
				<code className="font-mono">{value.fingerprint.slice(0, 8)}</code>
			</Marked>
		);
	if (value.text === null)
		return (
			<Marked icon={<Lock aria-hidden size={13} />} title={t("notShownDetail")}>
				{t(value.binary ? "binary" : "tooLong", { bytes: value.bytes })}
			</Marked>
		);
	if (value.text === "") return <span className="text-muted italic">{t("emptyText")}</span>;
	return (
		<code className="truncate font-mono text-xs" title={value.text.slice(0, 500)}>
			{value.text}
		</code>
	);
}

function Absent({ state }: { state: Exclude<ConfigurationState, "value"> | ConfigurationState }) {
	const t = useTranslations("configuration");
	if (state === "not-referred") return <span className="text-faint">{t("state.not-referred")}</span>;
	const missing = state === "missing-key" || state === "missing-object";
	const Icon = missing ? CircleDashed : CircleHelp;
	return (
		<span className={missing ? "text-degraded" : "border-b border-dashed text-unknown"}>
			<Icon aria-hidden size={13} className="mr-1 inline" />
			{t(`state.${state}`)}
		</span>
	);
}

function Marked({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
	return (
		<span title={title} className="inline-flex items-center gap-1.5 text-muted text-xs">
			{icon}
			{children}
		</span>
	);
}
