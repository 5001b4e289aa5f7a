import { useTranslations } from "next-intl";
import type { OnCallNow } from "#server/access/on-call/schema.ts";

/** Who is on call, in the header of what they answer for. */
export function OnCallFact({ now: { person, why } }: { now: OnCallNow }) {
	const t = useTranslations("on-call");
	return (
		<span>
			{t("onCall")}{" "}
			{person ? (
				<span className="font-medium text-text" title={person.login}>
					{person.name}
				</span>
			) : (
				<span className="text-degraded" title={t(`why.${why ?? "none"}`)}>
					{t("nobody")}
				</span>
			)}
		</span>
	);
}
