"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { Time } from "#components/ui/time.tsx";
import type { ConnectionItem } from "#server/connections/schema.ts";

/** What an outside system does not allow Lazo, and what it last said no with: a sentence, and its own words below. */
export function ConnectionTrouble({ connection }: { connection: ConnectionItem }) {
	return (
		<>
			<MissingRights rights={connection.missingRights} />
			<LastError connection={connection} />
		</>
	);
}

function MissingRights({ rights }: { rights: ConnectionItem["missingRights"] }) {
	const t = useTranslations("connections");
	if (rights.length === 0) return null;
	return (
		<div className="mt-2.5 rounded-md bg-degraded-soft px-2.5 py-1.5">
			<p>{t("missingRights", { count: rights.length })}</p>
			<ul className="mt-1 font-mono text-xs">
				{rights.map(({ verb, resource }) => (
					<li key={resource}>
						{verb} {resource}
					</li>
				))}
			</ul>
		</div>
	);
}

function LastError({ connection }: { connection: ConnectionItem }) {
	const t = useTranslations("connections");
	const { lastError, lastErrorAt, lastSuccessAt } = connection;
	if (!lastError || !lastErrorAt) return null;
	const over = lastSuccessAt !== null && new Date(lastSuccessAt) > new Date(lastErrorAt);
	const key = `error.${lastError.code}`;
	const explained = t.has(key);
	return (
		<div className={clsx("mt-2.5", over ? "text-muted" : "rounded-md bg-degraded-soft px-2.5 py-1.5")}>
			<p>
				{t("lastError")} <Time value={lastErrorAt} />: {explained ? t(key) : lastError.message}
			</p>
			{explained && <p className="mt-1 break-words font-mono text-muted text-xs">{lastError.message}</p>}
		</div>
	);
}
