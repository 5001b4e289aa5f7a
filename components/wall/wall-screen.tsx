"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Mark } from "#components/frame/mark.tsx";
import type { WallView } from "#server/views/wall/schema.ts";
import { IncidentPage } from "./incident-page.tsx";
import { RolloutsPage } from "./rollouts-page.tsx";
import { ServicesPage } from "./services-page.tsx";
import { SprintPage } from "./sprint-page.tsx";
import { useClock } from "./use-clock.ts";
import { useWall } from "./use-wall.ts";
import { WallClock } from "./wall-clock.tsx";
import { type WallPage, wallPages } from "./wall-pages.ts";

const turnMs = 12_000;
const rowHeight = 76;
const frameHeight = 300;

/** A team's screen on the wall: no login, no pointer, no scrolling; it turns its pages and recovers by itself. */
export function WallScreen({ token, initial }: { token: string; initial: WallView | null }) {
	const t = useTranslations("wall");
	const { wall, readAt, revoked } = useWall(token, initial);
	const now = useClock();
	const perPage = useRowsThatFit();
	const turn = useTurn();
	if (revoked || !wall)
		return (
			<main className="flex h-dvh flex-col items-center justify-center gap-6 text-center text-[32px] leading-tight">
				<Mark size={72} />
				<p>{revoked ? t("revoked") : t("connecting")}</p>
			</main>
		);
	const pages = wallPages(wall, perPage);
	const page = pages[turn % pages.length] ?? { kind: "services", from: 0 };
	const burning = page.kind === "incident" && wall.incidents[page.index]?.status === "open";
	return (
		<main
			className={`flex h-dvh flex-col overflow-hidden px-12 py-8 text-[28px] leading-snug ${burning ? "bg-failing-soft" : ""}`}
		>
			<header className="flex items-center gap-5 pb-6">
				<Mark size={48} />
				<h1 className="flex-1 truncate font-semibold text-[40px] tracking-tight">{wall.team.title}</h1>
				<WallClock now={now} readAt={readAt} locale={wall.locale} />
			</header>
			<div className="min-h-0 flex-1">
				<Content page={page} wall={wall} now={now} perPage={perPage} />
			</div>
			<footer aria-hidden className="flex h-6 items-end justify-center gap-3">
				{pages.length > 1 &&
					pages.map((each, index) => (
						<span
							key={`${each.kind}${String(index)}`}
							className={`h-1.5 w-10 rounded-full ${index === turn % pages.length ? "bg-text" : "bg-line-strong"}`}
						/>
					))}
			</footer>
		</main>
	);
}

function Content({ page, wall, now, perPage }: { page: WallPage; wall: WallView; now: Date | null; perPage: number }) {
	switch (page.kind) {
		case "incident": {
			const incident = wall.incidents[page.index];
			return incident ? <IncidentPage incident={incident} now={now} more={wall.incidents.length - 1} /> : null;
		}
		case "rollouts":
			return <RolloutsPage rollouts={wall.rollouts} now={now} />;
		case "services":
			return <ServicesPage wall={wall} from={page.from} count={perPage} />;
		case "sprint":
			return wall.sprint && <SprintPage sprint={wall.sprint} now={now} />;
	}
}

function useTurn(): number {
	const [turn, setTurn] = useState(0);
	useEffect(() => {
		const timer = setInterval(() => setTurn((old) => old + 1), turnMs);
		return () => clearInterval(timer);
	}, []);
	return turn;
}

function useRowsThatFit(): number {
	const [rows, setRows] = useState(6);
	useEffect(() => {
		const measure = () => setRows(Math.max(3, Math.floor((window.innerHeight - frameHeight) / rowHeight)));
		measure();
		window.addEventListener("resize", measure);
		return () => window.removeEventListener("resize", measure);
	}, []);
	return rows;
}
