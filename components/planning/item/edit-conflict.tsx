"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import type { ItemDetail } from "#server/planning/schema.ts";
import type { Edit } from "./use-edit-item.ts";
import { useFieldName } from "./use-field-name.ts";

type Props = { item: ItemDetail; mine: Edit; onSave: () => void; onDrop: () => void };

/** Somebody else was first: what they wrote beside what was typed here, which is kept until one decides. */
export function EditConflict({ item, mine, onSave, onDrop }: Props) {
	const t = useTranslations("planning.item");
	const fieldName = useFieldName();
	return (
		<section role="alert" className="mb-4 rounded-lg border border-degraded/60 bg-degraded-soft p-3.5">
			<h2 className="font-medium text-sm">{t("changedMeanwhile", { key: item.key })}</h2>
			<p className="text-muted">{t("changedDetail")}</p>
			<dl className="mt-2 space-y-2">
				{Object.entries(mine).map(([name, value]) => (
					<div key={name}>
						<dt className="text-muted text-xs">{fieldName(name)}</dt>
						<dd className="whitespace-pre-wrap rounded-md border bg-raised px-2 py-1">{String(value ?? "—")}</dd>
					</div>
				))}
			</dl>
			<div className="mt-3 flex gap-2">
				<Button look="primary" onClick={onSave}>
					{t("saveMine")}
				</Button>
				<Button look="quiet" onClick={onDrop}>
					{t("dropMine")}
				</Button>
			</div>
		</section>
	);
}
