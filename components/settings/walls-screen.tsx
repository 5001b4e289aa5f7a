"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { useAct } from "#components/api/use-act.ts";
import { teamsQuery } from "#components/frame/queries.ts";
import { useTeam } from "#components/frame/use-team.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Select } from "#components/ui/select.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Wall } from "#server/access/schema.ts";
import { createWall, revokeWall, wallsQuery } from "./queries.ts";
import { ToldOnce } from "./told-once.tsx";

/** The screens on the walls: made here, ended here. */
export function WallsScreen() {
	const t = useTranslations("settings.walls");
	const query = useQuery(wallsQuery());
	return (
		<>
			<PageHeader title={t("title")} description={t("about")} />
			<NewWallForm />
			<Loaded query={query}>
				{({ items }) =>
					items.length === 0 ? (
						<EmptyState title={t("none")}>{t("noneDetail")}</EmptyState>
					) : (
						<Card flush>
							{items.map((wall) => (
								<WallRow key={wall.id} wall={wall} />
							))}
						</Card>
					)
				}
			</Loaded>
		</>
	);
}

function WallRow({ wall }: { wall: Wall }) {
	const t = useTranslations("settings.walls");
	const revoke = useAct({ act: () => revokeWall(wall.id), done: t("revoked", { name: wall.name }) });
	return (
		<div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-3.5 py-2 last:border-b-0">
			<span className="min-w-40 flex-1 font-medium">
				{wall.name} <span className="font-normal text-muted">· {wall.team.title}</span>
			</span>
			<span className="text-muted text-xs">
				{t("createdBy", { name: wall.createdBy })} <Time value={wall.createdAt} />
			</span>
			<span className="text-muted text-xs">
				{t("lastSeen")} <Time value={wall.lastSeenAt} />
			</span>
			<Button size="sm" look="danger" busy={revoke.isPending} onClick={() => revoke.mutate()}>
				{t("revoke")}
			</Button>
		</div>
	);
}

function NewWallForm() {
	const t = useTranslations("settings.walls");
	const locale = useLocale() === "es" ? "es" : "en";
	const { data: teams } = useQuery(teamsQuery());
	const { team: current } = useTeam();
	const [chosen, setChosen] = useState<string | null>(null);
	const [name, setName] = useState("");
	const team = chosen ?? current ?? teams?.items[0]?.name ?? "";
	const create = useAct({ act: createWall, onDone: () => setName("") });
	return (
		<Card>
			<form
				className="flex flex-wrap items-end gap-3"
				onSubmit={(event) => {
					event.preventDefault();
					create.mutate({ name, team, locale });
				}}
			>
				<div className="min-w-48 flex-1">
					<Field label={t("name")}>
						{(wiring) => (
							<Input
								{...wiring}
								value={name}
								onChange={(event) => setName(event.target.value)}
								placeholder={t("namePlaceholder")}
								required
								maxLength={80}
							/>
						)}
					</Field>
				</div>
				<div className="w-52">
					<Field label={t("team")}>
						{(wiring) => (
							<Select
								{...wiring}
								value={team}
								onChange={(event) => setChosen(event.target.value)}
								options={(teams?.items ?? []).map((each) => ({ value: each.name, label: each.title }))}
							/>
						)}
					</Field>
				</div>
				<Button type="submit" look="primary" busy={create.isPending} disabled={!team}>
					{t("create")}
				</Button>
			</form>
			{create.data && (
				<div className="pt-3">
					<ToldOnce text={create.data.url} note={t("toldOnce")} />
				</div>
			)}
		</Card>
	);
}
