"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { openIncidentsQuery } from "#components/incidents/queries.ts";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";

type Props = {
	service: string;
	/** The incident that it is started from, which may be over. */
	incident?: { id: string; number: number; environment: string } | undefined;
	value: string;
	onChange: (id: string) => void;
};

/** Which of the service's open incidents something is for. */
export function IncidentField({ service, incident, value, onChange }: Props) {
	const t = useTranslations("runbooks");
	const open = (useQuery(openIncidentsQuery({ service })).data?.items ?? []).map(({ id, number, environment }) => ({
		...{ id, number, environment: environment.name },
	}));
	const incidents = [...(incident ? [incident] : []), ...open.filter(({ id }) => id !== incident?.id)];
	if (incidents.length === 0) return null;
	return (
		<Field label={t("incident")} hint={t("incidentHint")}>
			{(wiring) => (
				<Select
					{...wiring}
					value={value}
					placeholder={t("noIncident")}
					onChange={({ target }) => onChange(target.value)}
					options={incidents.map(({ id, number, environment }) => ({
						value: id,
						label: t("incidentOption", { number, environment }),
					}))}
				/>
			)}
		</Field>
	);
}
