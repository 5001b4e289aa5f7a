"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAct } from "#components/api/use-act.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { formatDuration } from "#components/ui/duration.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Status, type StatusValue } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ConnectionItem } from "#server/connections/schema.ts";
import { ConnectionTrouble } from "./connection-trouble.tsx";
import { removeConnection, testConnection } from "./queries.ts";

/** One outside system: what Lazo may do there, last success, lag, last error in words, and a test. */
export function ConnectionCard({ connection }: { connection: ConnectionItem }) {
	const t = useTranslations("connections");
	const [removing, setRemoving] = useState(false);
	const { id, kind, name, url, source, version, lagMs, rateLeft, lastSuccessAt } = connection;
	const test = useAct({
		act: () => testConnection(id),
		onDone: (result) => {
			if (result.ok) toast.success(t("testPassed", { name, time: formatMs(result.milliseconds) }));
			else toast.error(t("testFailed", { name, reason: result.message ?? result.code ?? "" }));
		},
	});
	const remove = useAct({
		act: () => removeConnection(id),
		done: t("removed", { name }),
		onDone: () => setRemoving(false),
	});
	return (
		<Card
			title={
				<span className="flex items-center gap-2">
					{name} <Badge>{t(`kind.${kind}`)}</Badge>
				</span>
			}
			aside={<Status value={healthOf(connection)} />}
		>
			<p className="pb-2.5 text-muted">{t(`may.${kind}`)}</p>
			<Facts
				facts={[
					{ label: t("url"), value: <code className="font-mono text-xs">{url}</code> },
					{ label: t("source"), value: t(source === "configuration" ? "fromConfiguration" : "fromSettings") },
					{ label: t("lastSuccess"), value: lastSuccessAt ? <Time value={lastSuccessAt} /> : t("never") },
					...(lagMs === null ? [] : [{ label: t("lag"), value: formatMs(lagMs) }]),
					...(rateLeft === null ? [] : [{ label: t("rateLeft"), value: String(rateLeft) }]),
					...(version === null ? [] : [{ label: t("version"), value: version }]),
				]}
			/>
			<ConnectionTrouble connection={connection} />
			<div className="flex gap-2 pt-3">
				<Button size="sm" busy={test.isPending} onClick={() => test.mutate()}>
					{t("testNow")}
				</Button>
				{source === "settings" && (
					<Button size="sm" look="quiet" onClick={() => setRemoving(true)}>
						{t("remove")}
					</Button>
				)}
			</div>
			<ConfirmDialog
				open={removing}
				onOpenChange={setRemoving}
				title={t("removeTitle", { name })}
				description={t("removeDetail")}
				action={t("removeAction", { name })}
				onConfirm={() => remove.mutate()}
				busy={remove.isPending}
				danger
			/>
		</Card>
	);
}

/** Answers that came after the last error make it healthy again; nothing heard at all is unknown. */
export function healthOf({
	lastSuccessAt,
	lastErrorAt,
}: Pick<ConnectionItem, "lastSuccessAt" | "lastErrorAt">): StatusValue {
	if (!lastSuccessAt && !lastErrorAt) return "unknown";
	if (!lastErrorAt) return "healthy";
	return lastSuccessAt && new Date(lastSuccessAt) > new Date(lastErrorAt) ? "healthy" : "failing";
}

const formatMs = (milliseconds: number): string =>
	milliseconds < 1_000 ? `${milliseconds} ms` : formatDuration(milliseconds);
