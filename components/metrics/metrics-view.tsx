"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { Loaded } from "#components/api/loaded.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Place } from "#server/deployments/schema.ts";
import { choosePlace, placeParams } from "./choose-place.ts";
import { placesQuery } from "./queries.ts";
import { RangePicker } from "./range-picker.tsx";
import { SignalCharts } from "./signal-charts.tsx";

/** The golden signals of the service and environment that the URL names. */
export function MetricsView() {
	const t = useTranslations("metrics");
	const places = useQuery(placesQuery());
	return (
		<>
			<PageHeader title={t("title")} description={t("description")} actions={<RangePicker />} />
			<Loaded query={places}>
				{({ items }) =>
					items.length === 0 ? (
						<EmptyState title={t("noPlaces")}>{t("noPlacesDetail")}</EmptyState>
					) : (
						<Chosen places={items} />
					)
				}
			</Loaded>
		</>
	);
}

function Chosen({ places }: { places: Place[] }) {
	const t = useTranslations("metrics");
	const [named, setNamed] = useQueryStates(placeParams);
	const { service, environment } = choosePlace(places, named);
	const services = [...new Set(places.map((place) => place.service.name))];
	const environments = places.filter((place) => place.service.name === service).map((place) => place.environment);
	return (
		<>
			<div className="flex flex-wrap items-center gap-2 pb-3">
				<div className="w-56">
					<Combobox
						aria-label={t("service")}
						options={services.map((value) => ({ value, label: value }))}
						value={service}
						onChange={(value) => value && void setNamed({ service: value })}
					/>
				</div>
				<Select
					aria-label={t("environment")}
					className="!w-44"
					options={environments.map(({ name, title }) => ({ value: name, label: title }))}
					value={environment}
					onChange={({ target }) => void setNamed({ service, environment: target.value })}
				/>
			</div>
			<SignalCharts service={service} environment={environment} />
		</>
	);
}
