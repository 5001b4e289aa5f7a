import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import type { DeploymentDetail } from "#server/deployments/schema.ts";

type Stages = NonNullable<NonNullable<DeploymentDetail["progress"]>["stages"]>;
type Analysis = NonNullable<Stages["analysis"]>;

/** The analysis that decides whether a rollout goes on: every metric with its last value. */
export function StageAnalysis({ analysis: { name, status, message, metrics } }: { analysis: Analysis }) {
	const t = useTranslations("stages");
	const countsOf = ({ measured, failed, errors }: Analysis["metrics"][number]) =>
		[
			measured > 0 && t("measured", { count: measured }),
			failed > 0 && t("outside", { count: failed }),
			errors > 0 && t("unanswered", { count: errors }),
		]
			.filter(Boolean)
			.join(", ") || t("unmeasured");
	return (
		<section>
			<h3 className="break-words text-sm">
				{t("analysis", { name, status })} <span className="text-muted">{message}</span>
			</h3>
			<ul className="mt-1 space-y-1">
				{metrics.map((metric) => (
					<li key={metric.name} className="flex flex-wrap gap-x-3 text-sm">
						<span className="font-medium">{metric.name}</span>
						<span className={clsx("font-mono text-xs", isBad(metric.phase) && "text-failing")}>{metric.value}</span>
						<span className={isBad(metric.phase) ? "text-failing" : "text-muted"}>{metric.phase}</span>
						<span className="text-muted">{countsOf(metric)}</span>
						{metric.message && <span className="min-w-0 break-words text-muted">{metric.message}</span>}
					</li>
				))}
			</ul>
		</section>
	);
}

const isBad = (phase: string) => phase === "Failed" || phase === "Error";
