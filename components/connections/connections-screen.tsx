"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { AddConnectionSheet } from "./add-connection-form.tsx";
import { ConnectionCard } from "./connection-card.tsx";
import { connectionsQuery } from "./queries.ts";

/** Each outside system as a card: what Lazo may do there, and how it has been lately. */
export function ConnectionsScreen() {
	const t = useTranslations("connections");
	const query = useQuery(connectionsQuery());
	const [adding, setAdding] = useState(false);
	const mayAdd = query.data?.mayAdd ?? false;
	return (
		<>
			<PageHeader
				title={t("title")}
				description={t("about")}
				actions={
					<Button
						look="primary"
						icon={<Plus aria-hidden size={14} />}
						disabled={!mayAdd}
						onClick={() => setAdding(true)}
					>
						{t("add")}
					</Button>
				}
			/>
			{query.data && !mayAdd && (
				<p className="rounded-md border border-dashed px-3.5 py-2.5 text-muted">{t("refused")}</p>
			)}
			<Loaded query={query}>
				{({ items }) =>
					items.length === 0 ? (
						<EmptyState title={t("none")}>{t("noneDetail")}</EmptyState>
					) : (
						<div className="grid gap-3 md:grid-cols-2">
							{items.map((connection) => (
								<ConnectionCard key={connection.id} connection={connection} />
							))}
						</div>
					)
				}
			</Loaded>
			<AddConnectionSheet open={adding} onOpenChange={setAdding} />
		</>
	);
}
