"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Status } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Approval } from "#server/deployments/approvals/schema.ts";
import { ActorName } from "../actor-name.tsx";
import { approvalsQuery } from "../queries.ts";
import { VersionName } from "../version-name.tsx";
import { ApprovalSheet } from "./approval-sheet.tsx";

/** What waits for a second person's word; nothing while nothing waits. */
export function ApprovalsCard() {
	const t = useTranslations("deployments");
	const { data } = useQuery(approvalsQuery());
	const [open, setOpen] = useState<string | null>(null);
	if (!data || data.items.length === 0) return null;
	const chosen = data.items.find(({ id }) => id === open);
	return (
		<Card flush className="mb-4" title={t("approvalsTitle", { count: data.items.length })}>
			{data.items.map((approval) => (
				<Row key={approval.id} approval={approval} onOpen={() => setOpen(approval.id)} />
			))}
			{chosen && <ApprovalSheet approval={chosen} onClose={() => setOpen(null)} />}
		</Card>
	);
}

function Row({ approval, onOpen }: { approval: Approval; onOpen: () => void }) {
	const t = useTranslations("deployments");
	const { service, environment, version, digest, requestedBy, requestedAt, expiresAt, mayDecide } = approval;
	return (
		<div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-3.5 py-2 last:border-b-0">
			<Status value="waiting" />
			<span className="min-w-52 flex-1">
				{service.title} <VersionName version={version} digest={digest} /> → {environment.title}
			</span>
			<span className="text-muted text-xs">
				<ActorName actor={requestedBy} /> · <Time value={requestedAt} />
			</span>
			<span className="text-muted text-xs">
				{t("approvalUntil")} <Time value={expiresAt} />
			</span>
			<Button size="sm" look={mayDecide ? "primary" : "secondary"} onClick={onOpen}>
				{t(mayDecide ? "approvalDecide" : "approvalLook")}
			</Button>
		</div>
	);
}
