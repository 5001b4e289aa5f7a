"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Loaded } from "#components/api/loaded.tsx";
import { DataAge } from "#components/ui/data-age.tsx";
import { Status } from "#components/ui/status.tsx";
import type { Signals } from "#server/metrics/schema.ts";
import { ranges, refreshMs, signalsQuery } from "./queries.ts";
import { useRange } from "./range-picker.tsx";
import { SignalChart } from "./signal-chart.tsx";

type Props = { service: string; environment: string };

/** Rate, errors, duration and saturation of a service in an environment, with its deploys, rollbacks and incidents. */
export function SignalCharts({ service, environment }: Props) {
	const [range] = useRange();
	const query = useQuery({
		...signalsQuery({ service, environment }, ranges[range]),
		refetchInterval: refreshMs(range),
	});
	return <Loaded query={query}>{(signals) => <Charts signals={signals} />}</Loaded>;
}

const names = ["rate", "errors", "duration", "saturation"] as const;
const units = { rate: "requests-per-second", errors: "ratio", duration: "seconds", saturation: "cores" } as const;

/** A signal that was not read is drawn as a gap: its place stays, and nothing looks like zero. */
function Charts({ signals }: { signals: Signals }) {
	const all = names.map(
		(name) => signals.signals.find((one) => one.name === name) ?? { name, unit: units[name], lines: [], query: null },
	);
	return (
		<div className="space-y-3">
			{signals.problem && <SignalsProblem signals={signals} />}
			<div className="grid grid-cols-2 gap-3 max-xl:grid-cols-1">
				{all.map((series) => (
					<SignalChart
						key={series.name}
						series={series}
						range={signals}
						markers={signals.markers}
						group={`${signals.service}/${signals.environment}`}
					/>
				))}
			</div>
		</div>
	);
}

/** Why there is nothing: said, since an empty chart could mean that all is well. */
function SignalsProblem({ signals }: { signals: Signals }) {
	const t = useTranslations("metrics");
	const code = signals.problem?.code ?? "";
	return (
		<div role="status" className="flex flex-wrap items-center gap-x-3 rounded-lg border border-dashed px-3.5 py-2.5">
			<Status value="unknown" />
			<span className="min-w-0 flex-1">
				{t.has(`problem.${code}`) ? t(`problem.${code}`) : signals.problem?.message}
			</span>
			{signals.observedAt && <DataAge observedAt={signals.observedAt} source="Prometheus" />}
		</div>
	);
}
