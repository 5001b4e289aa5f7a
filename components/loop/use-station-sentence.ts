"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { type Station, type StationState, stationNames } from "./stations.ts";

const order: StationState[] = ["failed", "running", "waiting", "done"];

/** Says in one sentence where something stands, trouble first: "Failed: monitor. Done: plan, code, build." */
export function useStationSentence(): (stations: readonly Station[]) => string {
	const t = useTranslations("loop");
	return useCallback(
		(stations) => {
			const parts = order.flatMap((state) => {
				const names = stationNames
					.filter((_, index) => stations[index]?.state === state)
					.map((name) => t(`station.${name}`));
				return names.length > 0 ? [`${t(`state.${state}`)}: ${names.join(", ").toLowerCase()}.`] : [];
			});
			return parts.length > 0 ? parts.join(" ") : t("nothingYet");
		},
		[t],
	);
}
