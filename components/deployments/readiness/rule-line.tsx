import { CircleCheck, CircleDashed, CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { JudgedRule } from "#server/deployments/readiness/schema.ts";

const faces = {
	pass: { icon: CircleCheck, color: "text-healthy" },
	fail: { icon: CircleX, color: "text-failing" },
	unknown: { icon: CircleDashed, color: "text-unknown" },
};

/** A rule as it stands: its name, and when it fails, why that matters and what to do. */
export function RuleLine({ rule: { code, state, params } }: { rule: JudgedRule }) {
	const t = useTranslations("readiness");
	const { icon: Icon, color } = faces[state];
	return (
		<li className="flex items-start gap-2" data-rule={code} data-rule-state={state}>
			<Icon role="img" aria-label={t(`state.${state}`)} size={14} className={`mt-[3px] shrink-0 ${color}`} />
			<div className="min-w-0">
				<span className={state === "pass" ? "text-muted" : "font-medium"}>{t(`name.${code}`)}</span>
				{state === "fail" && (
					<p className="break-words text-muted text-xs">{t(`fail.${code}`, { ...blank, ...params })}</p>
				)}
				{state === "unknown" && <p className="text-muted text-xs">{t("unknown")}</p>}
			</div>
		</li>
	);
}

/** Parameters that a sentence may ask for and that a rule may not carry. */
const blank = { container: "", what: "", image: "", count: 0, seconds: 0 };
