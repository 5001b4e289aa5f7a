"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { useAct } from "#components/api/use-act.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import { browserName } from "./browser-name.ts";
import { revokeSession, sessionsQuery } from "./queries.ts";

/** Where one is signed in. */
export function SessionsCard() {
	const t = useTranslations("settings.sessions");
	const query = useQuery(sessionsQuery());
	const revoke = useAct({ act: revokeSession, done: t("ended") });
	return (
		<Card flush title={t("title")}>
			<Loaded query={query}>
				{({ items }) =>
					items.map((session) => (
						<div
							key={session.id}
							className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-3.5 py-2 last:border-b-0"
						>
							<span className="min-w-48 flex-1 truncate" title={session.userAgent ?? undefined}>
								{session.userAgent ? browserName(session.userAgent) : t("unknown")}
							</span>
							{session.current && <Badge tone="accent">{t("current")}</Badge>}
							<span className="text-muted text-xs">
								{t("since")} <Time value={session.createdAt} />
							</span>
							<span className="text-muted text-xs">
								{t("until")} <Time value={session.expiresAt} />
							</span>
							{!session.current && (
								<Button size="sm" look="danger" onClick={() => revoke.mutate(session.id)}>
									{t("end")}
								</Button>
							)}
						</div>
					))
				}
			</Loaded>
		</Card>
	);
}
