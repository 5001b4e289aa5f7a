"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterChips, useFilters } from "#components/ui/filter-chips.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Item } from "#server/planning/schema.ts";
import { ChooseTeam, usePlanningTeam } from "../choose-team.tsx";
import { PlanningTabs } from "../planning-tabs.tsx";
import { type Board as BoardData, boardQuery } from "../queries.ts";
import { SprintHeader } from "../sprints/sprint-header.tsx";
import { useKey } from "../use-key.ts";
import { useMay } from "../use-may.ts";
import { Board } from "./board.tsx";
import { columnsOf } from "./board-grid.ts";
import { matches, useBoardFilters } from "./use-board-filters.ts";

const NewItemDialog = dynamic(() => import("../new-item-dialog.tsx").then((module) => module.NewItemDialog), {
	ssr: false,
});
const laneKinds = ["none", "service", "assignee"] as const;

/** The board of the chosen team's running sprint, or of the sprint in the address. */
export function BoardScreen() {
	const team = usePlanningTeam();
	const [sprint] = useQueryState("sprint", parseAsString);
	return (
		<>
			<PlanningTabs />
			{team ? <TeamBoard team={team} sprint={sprint} /> : <ChooseTeam />}
		</>
	);
}

function TeamBoard({ team, sprint }: { team: string; sprint: string | null }) {
	const query = useQuery(boardQuery(team, sprint));
	return <Loaded query={query}>{(board) => <LoadedBoard team={team} board={board} />}</Loaded>;
}

function LoadedBoard({ team, board }: { team: string; board: BoardData }) {
	const t = useTranslations("planning");
	const may = useMay(team);
	const [creating, setCreating] = useState(false);
	const [lanes, setLanes] = useQueryState("lanes", parseAsStringLiteral(laneKinds).withDefault("none"));
	const filters = useBoardFilters(board.items);
	const values = useFilters(["assignee", "service", "type", "priority"]);
	const shown = board.items.filter((item: Item) => matches(item, values));
	useKey("c", () => setCreating(true), may.edit);
	return (
		<>
			<SprintHeader
				team={team}
				sprint={board.sprint}
				actions={
					may.edit && (
						<Button look="primary" icon={<Plus aria-hidden size={14} />} onClick={() => setCreating(true)} title="c">
							{t("newItem.action")}
						</Button>
					)
				}
			/>
			<FilterChips filters={filters}>
				<span className="whitespace-nowrap">{t("board.count", { shown: shown.length, all: board.items.length })}</span>
				<label htmlFor="board-lanes" className="whitespace-nowrap">
					{t("board.lanes.label")}
				</label>
				<span className="w-32">
					<Select
						id="board-lanes"
						value={lanes}
						onChange={(event) => void setLanes(laneKinds.find((kind) => kind === event.target.value) ?? "none")}
						options={laneKinds.map((kind) => ({ value: kind, label: t(`board.lanes.${kind}`) }))}
					/>
				</span>
			</FilterChips>
			{board.items.length === 0 ? (
				<EmptyBoard hasSprint={board.sprint !== null} onCreate={may.edit ? () => setCreating(true) : undefined} />
			) : (
				<Board items={shown} columns={columnsOf(board.items, board.sprint !== null)} lanes={lanes} />
			)}
			{creating && (
				<NewItemDialog
					team={team}
					sprint={board.sprint?.state === "closed" ? null : board.sprint}
					onClose={() => setCreating(false)}
				/>
			)}
		</>
	);
}

function EmptyBoard({ hasSprint, onCreate }: { hasSprint: boolean; onCreate: (() => void) | undefined }) {
	const t = useTranslations("planning.board.empty");
	return (
		<EmptyState
			title={t(hasSprint ? "sprint" : "noSprint")}
			action={
				onCreate ? (
					<Button onClick={onCreate}>{t("create")}</Button>
				) : (
					<ButtonLink href="/planning/items">{t("items")}</ButtonLink>
				)
			}
		>
			{t("detail")}
		</EmptyState>
	);
}
