"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { OnCall } from "#server/access/on-call/schema.ts";
import type { TeamView } from "#server/views/teams/schema.ts";
import { Moment } from "./moment.tsx";
import { OverrideDialog } from "./override-dialog.tsx";
import { Overrides } from "./overrides.tsx";
import { onCallQuery } from "./queries.ts";
import { RotaSheet } from "./rota-sheet.tsx";
import { Shifts } from "./shifts.tsx";

type Team = Pick<TeamView, "name" | "title" | "members">;

/** Who answers for a team's services: now, next, and where that is changed. */
export function OnCallCard({ team }: { team: Team }) {
	const t = useTranslations("on-call");
	const query = useQuery(onCallQuery(team.name));
	return (
		<Card title={t("title")}>
			<Loaded query={query}>{(onCall) => <LoadedRota team={team} onCall={onCall} />}</Loaded>
		</Card>
	);
}

function LoadedRota({ team, onCall }: { team: Team; onCall: OnCall }) {
	const t = useTranslations("on-call");
	const { now, rota, mayManage } = onCall;
	const [open, setOpen] = useState<"rota" | "override" | null>(null);
	const close = () => setOpen(null);
	return (
		<div className="space-y-3">
			<p>
				{now.person ? (
					<span className="font-medium">{now.person.name}</span>
				) : (
					<span className={now.why === "none" ? "text-muted" : "font-medium text-degraded"}>
						{t(`why.${now.why ?? "none"}`)}
					</span>
				)}
				{now.until && rota && (
					<span className="text-muted">
						{" "}
						{t("until")} <Moment value={now.until} timeZone={rota.timeZone} />
					</span>
				)}
			</p>
			{rota && (
				<>
					<Shifts onCall={onCall} rota={rota} />
					<Overrides onCall={onCall} timeZone={rota.timeZone} />
				</>
			)}
			{mayManage ? (
				<div className="flex flex-wrap gap-2">
					<Button size="sm" onClick={() => setOpen("rota")}>
						{rota ? t("change") : t("setUp")}
					</Button>
					{rota && (
						<Button size="sm" onClick={() => setOpen("override")}>
							{t("override")}
						</Button>
					)}
				</div>
			) : (
				<p className="text-muted text-xs">{t("notYours")}</p>
			)}
			{open === "rota" && <RotaSheet team={team} rota={rota} onClose={close} />}
			{open === "override" && <OverrideDialog team={team} onClose={close} />}
		</div>
	);
}
