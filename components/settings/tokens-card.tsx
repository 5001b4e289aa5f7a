"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { useAct } from "#components/api/use-act.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Token } from "#server/access/schema.ts";
import { NewTokenDialog } from "./new-token-dialog.tsx";
import { revokeToken, tokensQuery } from "./queries.ts";

/** One's own API tokens. */
export function TokensCard() {
	const t = useTranslations("settings.tokens");
	const query = useQuery(tokensQuery());
	const [creating, setCreating] = useState(false);
	return (
		<Card
			flush
			title={t("title")}
			aside={
				<Button size="sm" onClick={() => setCreating(true)}>
					{t("create")}
				</Button>
			}
		>
			<Loaded query={query}>
				{({ items }) => (
					<>
						{items.length === 0 && <p className="px-3.5 py-3 text-muted">{t("none")}</p>}
						{items.map((token) => (
							<TokenRow key={token.id} token={token} />
						))}
					</>
				)}
			</Loaded>
			<NewTokenDialog open={creating} onOpenChange={setCreating} />
		</Card>
	);
}

function TokenRow({ token }: { token: Token }) {
	const t = useTranslations("settings.tokens");
	const revoke = useAct({ act: () => revokeToken(token.id), done: t("revoked", { name: token.name }) });
	return (
		<div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-3.5 py-2 last:border-b-0">
			<span className="font-medium">{token.name}</span>
			<code className="font-mono text-muted text-xs">{token.prefix}…</code>
			<span className="flex flex-1 flex-wrap gap-1">
				{token.scopes.map((scope) => (
					<Badge key={scope}>{scope}</Badge>
				))}
			</span>
			<span className="text-muted text-xs">
				{t("lastUsed")} <Time value={token.lastUsedAt} />
			</span>
			<span className="text-muted text-xs">
				{t("expires")} <Time value={token.expiresAt} />
			</span>
			<Button size="sm" look="danger" busy={revoke.isPending} onClick={() => revoke.mutate()}>
				{t("revoke")}
			</Button>
		</div>
	);
}
