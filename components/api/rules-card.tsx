"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Loaded } from "./loaded.tsx";
import type { RuleNamespace } from "./rule-sheet.tsx";

type Ruled = { environment: { name: string; title: string }; mayConfigure: boolean };
type Props<Place extends Ruled> = {
	/** The texts of these rules. */
	namespace: RuleNamespace;
	query: UseQueryResult<{ items: Place[] }>;
	says: (place: Place) => ReactNode;
	/** The form for one place. */
	sheet: (place: Place, close: () => void) => ReactNode;
};

/** What was chosen for a service, environment by environment, and where that is changed by those who may. */
export function RulesCard<Place extends Ruled>({ namespace, query, says, sheet }: Props<Place>) {
	const t = useTranslations(namespace);
	const shared = useTranslations("rules");
	const [changing, setChanging] = useState<Place | null>(null);
	return (
		<Card title={t("title")}>
			<Loaded query={query}>
				{({ items }) =>
					items.length === 0 ? (
						<p className="text-muted">{shared("nowhere")}</p>
					) : (
						<ul className="divide-y">
							{items.map((place) => (
								<li key={place.environment.name} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 last:pb-0">
									<span className="w-32 shrink-0 font-medium">{place.environment.title}</span>
									<span className="min-w-48 flex-1">{says(place)}</span>
									{place.mayConfigure && (
										<Button look="quiet" onClick={() => setChanging(place)}>
											{t("change", { environment: place.environment.title })}
										</Button>
									)}
								</li>
							))}
						</ul>
					)
				}
			</Loaded>
			{changing && sheet(changing, () => setChanging(null))}
		</Card>
	);
}
