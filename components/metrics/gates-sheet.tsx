"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { RuleSheet } from "#components/api/rule-sheet.tsx";
import { Button } from "#components/ui/button.tsx";
import type { MetricGate, PlaceGates, QueryGate, SignalGate } from "#server/metrics/gates/schema.ts";
import { GateFields } from "./gate-fields.tsx";
import { useSetMetricGates } from "./queries.ts";
import { QueryFields } from "./query-fields.tsx";
import { gateSignals } from "./use-gate-words.ts";

/** What an expression would begin with: it keeps to the service, so whoever keeps the place may write it. */
const ownExpression = 'sum(rate(http_requests_total{service="$service",environment="$environment"}[1m]))';
type Props = { service: string; place: PlaceGates; onClose: () => void };
/** What most services would begin with. */
const usual: Record<SignalGate["signal"], number> = { errors: 0.05, duration: 1, saturation: 1, rate: 1 };

/** Chooses what must hold while a version is watched in one environment. */
export function GatesSheet({ service, place, onClose }: Props) {
	const t = useTranslations("gates");
	const { environment } = place;
	const [gates, setGates] = useState(() => place.gates.map((gate) => ({ key: crypto.randomUUID(), gate })));
	const save = useSetMetricGates(service, t("saved", { environment: environment.title }), onClose);
	const add = () => {
		const signal = gateSignals.find((one) => gates.every(({ gate }) => gate.signal !== one)) ?? "errors";
		const gate: MetricGate = { signal, against: "limit", value: usual[signal], samples: 6, noData: "pass" };
		setGates([...gates, { key: crypto.randomUUID(), gate }]);
	};
	const addQuery = () => {
		const gate: QueryGate = {
			...{ signal: "query", title: "", expression: ownExpression, worse: "more" },
			...{ against: "before", value: 2, samples: 6, noData: "pass" },
		};
		setGates([...gates, { key: crypto.randomUUID(), gate }]);
	};
	const submit = () => {
		save.mutate({ environment: environment.name, gates: gates.map(({ gate }) => gate) });
	};
	return (
		<RuleSheet namespace="gates" environment={environment.title} saving={save} onSave={submit} onClose={onClose}>
			{gates.map(({ key, gate }) => {
				const onChange = (changed: MetricGate) =>
					setGates(gates.map((one) => (one.key === key ? { key, gate: changed } : one)));
				const onRemove = () => setGates(gates.filter((one) => one.key !== key));
				return gate.signal === "query" ? (
					<QueryFields key={key} gate={gate} onChange={onChange} onRemove={onRemove} />
				) : (
					<GateFields key={key} gate={gate} onChange={onChange} onRemove={onRemove} />
				);
			})}
			{gates.length === 0 && <p className="text-muted">{t("noneYet")}</p>}
			<div className="flex flex-wrap gap-2">
				<Button onClick={add} disabled={gates.length >= 8}>
					{t("add")}
				</Button>
				<Button onClick={addQuery} disabled={gates.length >= 8}>
					{t("addQuery")}
				</Button>
			</div>
		</RuleSheet>
	);
}
