"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { Rail } from "#components/loop/rail.tsx";
import { Card } from "#components/ui/card.tsx";
import { Key } from "#components/ui/key.tsx";
import type { ItemDetail } from "#server/planning/schema.ts";
import { itemQuery } from "../queries.ts";
import { TypeMark } from "../type-mark.tsx";
import { useMay } from "../use-may.ts";
import { EditConflict } from "./edit-conflict.tsx";
import { ItemDescription } from "./item-description.tsx";
import { ItemHistory } from "./item-history.tsx";
import { ItemLinks } from "./item-links.tsx";
import { ItemProperties } from "./item-properties.tsx";
import { ItemTitle } from "./item-title.tsx";
import { ItemWhere } from "./item-where.tsx";
import { useEditItem } from "./use-edit-item.ts";

/** One item: what it says, where it has come on the loop, where it runs, what happened to it. */
export function ItemView({ itemKey }: { itemKey: string }) {
	const query = useQuery(itemQuery(itemKey));
	return <Loaded query={query}>{(item) => <LoadedItem item={item} />}</Loaded>;
}

function LoadedItem({ item }: { item: ItemDetail }) {
	const t = useTranslations("planning");
	const may = useMay(item.team.name);
	const editing = useEditItem(item);
	return (
		<article>
			<header className="pb-3">
				<div className="flex items-center gap-2.5 text-muted text-xs">
					<Key copyable>{item.key}</Key>
					<TypeMark type={item.type} word />
					{item.carriedOver > 0 && <span>{t("item.carriedOver", { count: item.carriedOver })}</span>}
				</div>
				<ItemTitle key={item.title} title={item.title} mayEdit={may.edit} onSave={(title) => editing.save({ title })} />
			</header>
			{editing.conflict && (
				<EditConflict
					item={item}
					mine={editing.conflict}
					onSave={() => editing.save(editing.conflict ?? {})}
					onDrop={editing.drop}
				/>
			)}
			<Rail stations={item.stations} />
			<div className="mt-4 grid gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
				<div className="min-w-0 space-y-4">
					<ItemDescription item={item} mayEdit={may.edit} save={editing.save} />
					<ItemLinks itemKey={item.key} />
					<Card title={t("item.history")}>
						<ItemHistory item={item} />
					</Card>
				</div>
				<aside className="min-w-0 space-y-4">
					<ItemWhere item={item} />
					<ItemProperties item={item} mayEdit={may.edit} save={editing.save} />
				</aside>
			</div>
		</article>
	);
}
