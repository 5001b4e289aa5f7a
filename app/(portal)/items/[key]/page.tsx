import { threadQuery } from "#components/insights/queries.ts";
import { ItemView } from "#components/planning/item/item-view.tsx";
import { itemQuery } from "#components/planning/queries.ts";
import { Prefetch } from "../../../prefetch.tsx";

export default async function ItemPage({ params }: { params: Promise<{ key: string }> }) {
	const key = decodeURIComponent((await params).key);
	return (
		<Prefetch queries={[itemQuery(key), threadQuery("item", key)]}>
			<ItemView itemKey={key} />
		</Prefetch>
	);
}
