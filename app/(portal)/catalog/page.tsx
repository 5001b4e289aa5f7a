import { CatalogList } from "#components/catalog/catalog-list.tsx";
import { catalogFacetsQuery, servicesQuery } from "#components/catalog/queries.ts";
import { Prefetch } from "../../prefetch.tsx";

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function CatalogPage({ searchParams }: { searchParams: Search }) {
	const search = await searchParams;
	const one = (name: string) => (typeof search[name] === "string" ? search[name] : "");
	const filters = {
		owner: one("owner"),
		tier: one("tier"),
		lifecycle: one("lifecycle"),
		system: one("system"),
		q: one("q"),
	};
	return (
		<Prefetch queries={[servicesQuery(filters), catalogFacetsQuery()]}>
			<CatalogList />
		</Prefetch>
	);
}
