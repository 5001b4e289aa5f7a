"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { GitopsWay } from "#server/deployments/ways/schema.ts";

type Props = { way: GitopsWay; onChange: (way: GitopsWay) => void };
const texts = ["repository", "branch", "path"] as const;
const followed = ["argocd", "flux"] as const;

/** Which file of which repository says what runs, how it is changed, and what brings it to the cluster. */
export function GitopsWayFields({ way, onChange }: Props) {
	const t = useTranslations("ways");
	const { follow } = way;
	return (
		<>
			{texts.map((name) => (
				<Field key={name} label={t(`git.${name}`)} hint={t(`gitHint.${name}`)}>
					{(wiring) => (
						<Input
							{...wiring}
							{...{ required: true, maxLength: name === "path" ? 500 : 250, value: way[name] }}
							onChange={(event) => onChange({ ...way, [name]: event.target.value.trim() })}
						/>
					)}
				</Field>
			))}
			<Field label={t("git.image")} hint={t("gitHint.image")} optional={t("optional")}>
				{(wiring) => (
					<Input
						{...wiring}
						{...{ maxLength: 300, value: way.image ?? "" }}
						onChange={(event) => onChange({ ...way, image: event.target.value.trim() || null })}
					/>
				)}
			</Field>
			<Field label={t("git.by")} hint={t(`byHint.${way.by}`)}>
				{(wiring) => (
					<Select
						{...wiring}
						value={way.by}
						onChange={(event) => onChange({ ...way, by: event.target.value === "pull" ? "pull" : "commit" })}
						options={(["commit", "pull"] as const).map((value) => ({ value, label: t(`by.${value}`) }))}
					/>
				)}
			</Field>
			<Field label={t("git.follow")} hint={t("gitHint.follow")} optional={t("optional")}>
				{(wiring) => (
					<Select
						{...wiring}
						value={follow?.kind ?? ""}
						placeholder={t("followNothing")}
						onChange={(event) => {
							const kind = followed.find((one) => one === event.target.value);
							onChange({ ...way, follow: kind ? { namespace: kind, name: "", ...follow, kind } : null });
						}}
						options={followed.map((value) => ({ value, label: t(`followed.${value}`) }))}
					/>
				)}
			</Field>
			{follow && (
				<div className="grid grid-cols-2 gap-3">
					{(["namespace", "name"] as const).map((part) => (
						<Field key={part} label={t(`git.${part}`)}>
							{(wiring) => (
								<Input
									{...wiring}
									{...{ required: true, maxLength: 253, value: follow[part] }}
									onChange={(event) => onChange({ ...way, follow: { ...follow, [part]: event.target.value.trim() } })}
								/>
							)}
						</Field>
					))}
				</div>
			)}
			<Field label={t("minutes")} hint={t("minutesHint")}>
				{(wiring) => (
					<Input
						{...wiring}
						{...{ type: "number", min: 1, max: 720, required: true, value: way.minutes }}
						onChange={(event) => onChange({ ...way, minutes: Number(event.target.value) })}
					/>
				)}
			</Field>
		</>
	);
}
