"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { TextArea } from "#components/ui/input.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ItemDetail } from "#server/planning/schema.ts";
import type { Edit } from "./use-edit-item.ts";

const Markdown = dynamic(() => import("#components/ui/markdown.tsx").then((module) => module.Markdown), {
	loading: () => <Skeleton className="h-16 w-full" />,
});

type Props = { item: ItemDetail; mayEdit: boolean; save: (edit: Edit) => Promise<boolean> };

/** What an item says, read or written. What is being written stays when the item changes elsewhere. */
export function ItemDescription({ item, mayEdit, save }: Props) {
	const t = useTranslations("planning");
	const [draft, setDraft] = useState<string | null>(null);
	const [preview, setPreview] = useState(false);
	const close = () => {
		setDraft(null);
		setPreview(false);
	};
	const edit = mayEdit && draft === null && (
		<Button look="quiet" size="sm" onClick={() => setDraft(item.description)}>
			{t("item.edit")}
		</Button>
	);
	const shown = draft ?? item.description;
	return (
		<Card title={t("field.description")} aside={edit}>
			{draft !== null && !preview ? (
				<TextArea
					aria-label={t("field.description")}
					value={draft}
					maxLength={20_000}
					rows={12}
					onChange={(event) => setDraft(event.target.value)}
				/>
			) : shown.trim() ? (
				<Markdown>{shown}</Markdown>
			) : (
				<p className="text-muted">{t("item.noDescription")}</p>
			)}
			{draft !== null && (
				<div className="flex gap-2 pt-2">
					<Button
						look="primary"
						onClick={() => void save({ description: draft }).then(close)}
						disabled={draft === item.description}
					>
						{t("item.save")}
					</Button>
					<Button onClick={() => setPreview(!preview)}>{t(preview ? "item.write" : "item.preview")}</Button>
					<Button look="quiet" onClick={close}>
						{t("item.cancel")}
					</Button>
				</div>
			)}
		</Card>
	);
}
