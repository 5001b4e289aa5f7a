"use client";

import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { useSyncCatalog } from "./queries.ts";

/** Has the catalog files read again now, of one service or of all. */
export function SyncCatalogButton({ service }: { service: string | null }) {
	const t = useTranslations("catalog");
	const sync = useSyncCatalog(t("syncAsked"));
	return (
		<Button
			look="quiet"
			icon={<RefreshCw aria-hidden size={14} />}
			busy={sync.isPending}
			onClick={() => sync.mutate(service)}
		>
			{t("sync")}
		</Button>
	);
}
