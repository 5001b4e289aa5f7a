import { useTranslations } from "next-intl";

/** How a deployment changed what is measured, in two words; nothing where that is not known or says nothing. */
export function NodeVerdict({ verdict }: { verdict: string | null }) {
	const t = useTranslations("insights.verdict");
	if (!verdict || !t.has(verdict)) return null;
	return <span className={colors[verdict] ?? "text-muted"}>{t(verdict)}</span>;
}

const colors: Record<string, string> = { better: "text-healthy", worse: "text-failing" };
