"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RuleSheet } from "#components/api/rule-sheet.tsx";
import { workflowsQuery } from "#components/pipelines/queries.ts";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { PlaceWay, Way, WayKind } from "#server/deployments/ways/schema.ts";
import { useSetWay } from "../queries.ts";
import { GitopsWayFields } from "./gitops-way-fields.tsx";
import { initialGitopsWay, initialWay } from "./initial-way.ts";
import { WorkflowWayFields } from "./workflow-way-fields.tsx";

type Props = { service: string; place: PlaceWay; onClose: () => void };
const kinds = ["patch", "workflow", "gitops"] as const satisfies readonly WayKind[];

/** Chooses the way for one environment of a service. */
export function WaySheet({ service, place, onClose }: Props) {
	const t = useTranslations("ways");
	const { environment } = place;
	const [way, setWay] = useState<Way>(place.way);
	const workflows = useQuery(workflowsQuery(service)).data?.items.filter(({ inputs }) => inputs !== null);
	const save = useSetWay(service, t("saved", { environment: environment.title }), onClose);
	const first = workflows?.[0];
	const choose = (kind: string) => {
		if (kind === place.way.kind) setWay(place.way);
		else if (kind === "patch") setWay({ kind });
		else if (kind === "gitops") setWay(initialGitopsWay);
		else if (first) setWay(initialWay(first));
	};
	const submit = () => {
		save.mutate({ environment: environment.name, way });
	};
	return (
		<RuleSheet namespace="ways" environment={environment.title} saving={save} onSave={submit} onClose={onClose}>
			<Field
				label={t("way")}
				hint={workflows?.length === 0 && way.kind === "patch" ? t("noWorkflows") : t(`hint.${way.kind}`)}
			>
				{(wiring) => (
					<Select
						{...wiring}
						value={way.kind}
						onChange={(event) => choose(event.target.value)}
						options={kinds.map((value) => ({
							value,
							label: t(`kind.${value}`),
							disabled: value === "workflow" && !first && way.kind !== value,
						}))}
					/>
				)}
			</Field>
			{way.kind === "workflow" && workflows && <WorkflowWayFields way={way} workflows={workflows} onChange={setWay} />}
			{way.kind === "gitops" && <GitopsWayFields way={way} onChange={setWay} />}
		</RuleSheet>
	);
}
