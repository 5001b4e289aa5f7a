"use client";

import { clsx } from "clsx";
import { Check, ChevronLeft, X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Time } from "#components/ui/time.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import {
	eightStations,
	evidenceHref,
	type Station,
	type StationName,
	type StationState,
	stationNames,
} from "./stations.ts";
import { useStationSentence } from "./use-station-sentence.ts";

/** The thread: eight stations on a line that bends back to the first, with the state of one subject at each. */
export function Rail({ stations }: { stations: readonly Station[] | null | undefined }) {
	const t = useTranslations("loop");
	const sentence = useStationSentence();
	const all = eightStations(stations);
	return (
		<nav aria-label={t("rail")} className="relative overflow-x-auto pb-1">
			<p className="sr-only">{sentence(all)}</p>
			<div className="relative min-w-[640px] px-5 pt-1 pb-3.5">
				<Bend />
				<ol className="relative grid grid-cols-8">
					{stationNames.map((name, index) => (
						<li key={name} className="relative flex flex-col items-center">
							{index > 0 && <Track from={all[index - 1]?.state ?? "none"} to={all[index]?.state ?? "none"} />}
							<Stop name={name} station={all[index] ?? { state: "none", evidence: [] }} />
						</li>
					))}
				</ol>
			</div>
		</nav>
	);
}

/** The way back from the last station to the first, round below the names. */
const Bend = () => (
	<span aria-hidden className="absolute top-[15px] right-3 bottom-1.5 left-3 rounded-[22px] border border-line-strong">
		<ChevronLeft
			aria-hidden
			size={11}
			strokeWidth={2.5}
			className="absolute -bottom-[6px] left-1/2 bg-canvas text-faint"
		/>
	</span>
);

/** The line between two stations: full where the subject has passed, dashed where it is on its way. */
function Track({ from, to }: { from: StationState; to: StationState }) {
	const passed = from === "done" && to === "done";
	const moving = to === "running" || (from === "done" && to === "failed");
	return (
		<span
			aria-hidden
			className={clsx(
				"absolute top-[10px] right-[calc(50%+11px)] left-[calc(-50%+11px)] border-t-2",
				passed && "border-text",
				moving && (to === "failed" ? "border-failing" : "border-progressing border-dashed"),
				!passed && !moving && "border-transparent",
			)}
		/>
	);
}

function Stop({ name, station }: { name: StationName; station: Station }) {
	const t = useTranslations("loop");
	const first = station.evidence[0];
	const content = (
		<>
			<Mark state={station.state} />
			<span className={clsx("mt-1 text-xs", labelColor[station.state])}>{t(`station.${name}`)}</span>
			<span className="sr-only">
				{t(`state.${station.state}`)} {first?.label}
			</span>
			<span className="h-4 max-w-full truncate px-1 text-faint text-xs">
				{station.at ? <Time value={station.at} /> : first?.label}
			</span>
		</>
	);
	const className = "flex w-full min-w-0 flex-col items-center rounded-md text-center";
	return (
		<Tooltip content={<Proof name={name} station={station} />}>
			{first ? (
				<Link href={evidenceHref(first)} className={className}>
					{content}
				</Link>
			) : (
				<button type="button" className={clsx(className, "!cursor-default")}>
					{content}
				</button>
			)}
		</Tooltip>
	);
}

const labelColor: Record<StationState, string> = {
	none: "text-faint",
	waiting: "text-muted",
	running: "font-medium text-progressing",
	done: "text-text",
	failed: "font-semibold text-failing",
};

/** The sign of a state, different in shape as well as in colour. */
function Mark({ state }: { state: StationState }) {
	const base = "relative flex size-[22px] items-center justify-center";
	switch (state) {
		case "done":
			return (
				<span className={base}>
					<span className="flex size-[18px] items-center justify-center rounded-full bg-text text-canvas">
						<Check aria-hidden size={12} strokeWidth={3} />
					</span>
				</span>
			);
		case "failed":
			return (
				<span className={base}>
					<span className="absolute size-[17px] rotate-45 rounded-[3px] bg-failing" />
					<X aria-hidden size={13} strokeWidth={3} className="relative text-canvas" />
				</span>
			);
		case "running":
			return (
				<span className={base}>
					<span className="absolute size-[18px] rounded-full bg-canvas" />
					<span className="relative size-[18px] animate-spin rounded-full border-[3px] border-progressing border-r-transparent [animation-duration:1.6s]" />
				</span>
			);
		case "waiting":
			return (
				<span className={base}>
					<span className="size-[16px] rounded-full border-2 border-waiting border-dashed bg-canvas" />
				</span>
			);
		case "none":
			return (
				<span className={base}>
					<span className="size-[9px] rounded-full border border-line-strong bg-canvas" />
				</span>
			);
	}
}

/** What proves the station: which things, when. */
function Proof({ name, station }: { name: StationName; station: Station }) {
	const t = useTranslations("loop");
	return (
		<div className="space-y-1">
			<p className="font-medium">
				{t(`station.${name}`)} · {t(`state.${station.state}`)}
			</p>
			{station.at && <Time value={station.at} absolute className="text-muted" />}
			{station.evidence.slice(0, 5).map((evidence) => (
				<p key={`${evidence.kind}:${evidence.id}`} className="truncate font-mono">
					{evidence.label}
				</p>
			))}
			{station.evidence.length === 0 && <p className="text-muted">{t("noEvidence")}</p>}
		</div>
	);
}
