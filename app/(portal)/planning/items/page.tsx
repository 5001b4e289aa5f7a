import { ItemsList } from "#components/planning/items/items-list.tsx";
import { Prefetch } from "../../../prefetch.tsx";

export default function ItemsPage() {
	return (
		<Prefetch queries={[]}>
			<ItemsList />
		</Prefetch>
	);
}
