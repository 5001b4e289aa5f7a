"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, Minus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { useMe } from "#components/frame/queries.ts";
import { Card } from "#components/ui/card.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import type { Permission } from "#server/access/schema.ts";
import { permissionsQuery } from "./queries.ts";

const icons = { everywhere: Check, own: Minus, none: X };
const colors = { everywhere: "text-healthy", own: "text-degraded", none: "text-failing" };

/** Why may I, why may I not: one's own line of every row of the policy table. */
export function PermissionsCard() {
	const t = useTranslations("settings.permissions");
	const query = useQuery(permissionsQuery());
	const me = useMe();
	const columns: Column<Permission>[] = [
		{
			key: "action",
			header: t("action"),
			width: "200px",
			cell: ({ action }) => <code className="font-mono text-xs">{action}</code>,
		},
		{ key: "reach", header: t("reach"), width: "230px", cell: (permission) => <Reach permission={permission} /> },
		{ key: "own", header: t("ownTeam"), cell: ({ ownTeam }) => <Roles names={ownTeam} />, wide: true },
		{ key: "any", header: t("anyTeam"), cell: ({ anyTeam }) => <Roles names={anyTeam} />, wide: true },
	];
	const held = [...new Set(me?.roles.map(({ role }) => role))].join(", ");
	return (
		<Card
			flush
			title={t("title")}
			aside={
				<span className="text-muted text-xs">
					{t("held", { roles: held || "—", teams: me?.teams.map(({ title }) => title).join(", ") || "—" })}
				</span>
			}
		>
			<Loaded query={query}>
				{({ items }) => <DataTable label={t("title")} columns={columns} rows={items} rowKey={({ action }) => action} />}
			</Loaded>
		</Card>
	);
}

function Roles({ names }: { names: readonly string[] }) {
	const t = useTranslations("settings.permissions");
	return <span className="text-muted text-xs">{names.length === 5 ? t("everyRole") : names.join(", ") || "—"}</span>;
}

function Reach({ permission: { reach, production } }: { permission: Permission }) {
	const t = useTranslations("settings.permissions");
	const Icon = icons[reach];
	return (
		<span className={`inline-flex items-center gap-1.5 ${colors[reach]}`}>
			<Icon aria-hidden size={14} />
			{t(reach)}
			{reach !== "none" && !production && <span className="text-muted text-xs">{t("notProduction")}</span>}
		</span>
	);
}
