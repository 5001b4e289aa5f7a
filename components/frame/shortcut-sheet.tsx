"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { setOverlay } from "./palette-state.ts";
import { sections } from "./sections.ts";

/** All keys at one look. */
export function ShortcutSheet() {
	const t = useTranslations("frame");
	const everywhere: [string[], string][] = [
		[["Ctrl", "K"], t("keys.search")],
		[["?"], t("keys.help")],
	];
	const lists: [string[], string][] = [
		[["j"], t("keys.down")],
		[["k"], t("keys.up")],
		[["Enter"], t("keys.open")],
		[["x"], t("keys.select")],
	];
	const jumps: [string[], string][] = sections.map(({ name, key }) => [["g", key], t(`section.${name}`)]);
	return (
		<Dialog open onOpenChange={() => setOverlay(null)} title={t("shortcuts")}>
			<div className="grid gap-6 sm:grid-cols-2">
				<div className="space-y-4">
					<Keys title={t("keys.everywhere")} rows={everywhere} />
					<Keys title={t("keys.lists")} rows={lists} />
				</div>
				<Keys title={t("keys.jump")} rows={jumps} />
			</div>
		</Dialog>
	);
}

function Keys({ title, rows }: { title: string; rows: [string[], string][] }) {
	return (
		<section>
			<h3 className="pb-1 text-muted text-xs">{title}</h3>
			<dl>
				{rows.map(([keys, meaning]) => (
					<div key={meaning} className="flex h-7 items-center justify-between gap-4">
						<dt>{meaning}</dt>
						<dd className="flex gap-1">
							{keys.map((key) => (
								<Kbd key={key}>{key}</Kbd>
							))}
						</dd>
					</div>
				))}
			</dl>
		</section>
	);
}
