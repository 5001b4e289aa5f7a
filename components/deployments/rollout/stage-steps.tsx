import { clsx } from "clsx";
import { Check, Circle, CircleDot } from "lucide-react";
import { useTranslations } from "next-intl";
import type { DeploymentDetail } from "#server/deployments/schema.ts";

type Stages = NonNullable<NonNullable<DeploymentDetail["progress"]>["stages"]>;

/** The steps of a canary in their order: done, now, to come. */
export function StageSteps({ stages: { steps, step, aborted }, ended }: { stages: Stages; ended: boolean }) {
	const t = useTranslations("stages");
	const text = useStepText();
	return (
		<ol className="flex flex-wrap gap-x-4 gap-y-1.5">
			{steps.map((one, index) => {
				const state = stateOf(index, { step: step ?? 0, stopped: aborted || ended });
				const { icon: Icon, look } = faces[state];
				return (
					<li
						// biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the list.
						key={index}
						aria-current={state === "current" ? "step" : undefined}
						className={clsx("flex items-center gap-1.5", look)}
					>
						<Icon aria-hidden size={14} className="shrink-0" />
						{text(one)}
						<span className="sr-only">({t(`state.${state}`)})</span>
					</li>
				);
			})}
		</ol>
	);
}

const faces = {
	done: { icon: Check, look: "text-muted" },
	current: { icon: CircleDot, look: "font-medium text-accent" },
	next: { icon: Circle, look: "text-faint" },
};

function stateOf(index: number, { step, stopped }: { step: number; stopped: boolean }): keyof typeof faces {
	if (index < step) return "done";
	return index === step && !stopped ? "current" : "next";
}

function useStepText(): (step: Stages["steps"][number]) => string {
	const t = useTranslations("stages");
	return ({ kind, weight, duration }) => {
		if (kind === "pause" && duration !== null) return t("step.pauseFor", { duration });
		return t(`step.${kind}`, { weight: weight ?? 0 });
	};
}
