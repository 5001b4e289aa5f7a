import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input, TextArea } from "#components/ui/input.tsx";
import type { SmokeTest } from "#server/deployments/smoke/schema.ts";

type Job = Extract<SmokeTest, { kind: "job" }>;
type Props = { test: Job; onChange: (test: Job) => void };

/** The image and what it runs, with how long that may take. */
export function JobFields({ test, onChange }: Props) {
	const t = useTranslations("smoke");
	return (
		<>
			<Field label={t("image")} hint={t("imageHint")}>
				{(wiring) => (
					<Input
						{...wiring}
						{...{ maxLength: 500, spellCheck: false, className: "font-mono", value: test.image ?? "" }}
						onChange={({ target }) => onChange({ ...test, image: target.value || null })}
					/>
				)}
			</Field>
			{(["command", "args"] as const).map((name) => (
				<Words
					key={name}
					name={name}
					words={test[name]}
					required={name === "command" && test.image === null && test.args.length === 0}
					onChange={(words) => onChange({ ...test, [name]: words })}
				/>
			))}
			<Field label={t("serviceAccount")} hint={t("serviceAccountHint")}>
				{(wiring) => (
					<Input
						{...wiring}
						{...{ maxLength: 253, spellCheck: false, value: test.serviceAccount ?? "" }}
						onChange={({ target }) => onChange({ ...test, serviceAccount: target.value || null })}
					/>
				)}
			</Field>
			<Field label={t("minutes")} hint={t("jobMinutesHint")}>
				{(wiring) => (
					<Input
						{...wiring}
						{...{ type: "number", min: 1, max: 60, required: true, value: test.minutes }}
						onChange={({ target }) => onChange({ ...test, minutes: Number(target.value) })}
					/>
				)}
			</Field>
		</>
	);
}

type WordsProps = {
	name: "command" | "args";
	words: string[];
	required: boolean;
	onChange: (words: string[]) => void;
};

/** One word a line, as in the YAML of a pod: nothing has to be quoted. */
function Words({ name, words, required, onChange }: WordsProps) {
	const t = useTranslations("smoke");
	return (
		<Field label={t(name)} hint={t(`${name}Hint`)}>
			{(wiring) => (
				<TextArea
					{...wiring}
					{...{ rows: 3, required, spellCheck: false, className: "font-mono", defaultValue: words.join("\n") }}
					onChange={({ target }) => onChange(target.value.split("\n").filter((word) => word !== ""))}
				/>
			)}
		</Field>
	);
}
