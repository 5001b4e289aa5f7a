import { useTranslations } from "next-intl";
import { formatDuration } from "#components/ui/duration.tsx";
import type { WallView } from "#server/views/wall/schema.ts";

type Props = { rollouts: WallView["rollouts"]; now: Date | null };

/** What is on its way: from how many pods to how many, for how long. */
export function RolloutsPage({ rollouts, now }: Props) {
	const t = useTranslations("wall");
	return (
		<section className="flex h-full flex-col gap-6">
			<h2 className="font-semibold text-[36px]">{t("rollouts", { count: rollouts.length })}</h2>
			{rollouts.slice(0, 4).map((rollout) => (
				<div key={rollout.id} className="flex flex-col gap-3 rounded-lg border-2 p-6">
					<p className="flex items-baseline gap-4">
						<span className="font-semibold text-[40px]">{rollout.service}</span>
						<span className="font-mono">{rollout.version}</span>
						<span className="text-muted">
							{t(rollout.kind === "rollback" ? "backIn" : "goingTo", { environment: rollout.environment })}
						</span>
						<span className="ml-auto text-muted" suppressHydrationWarning>
							{now && formatDuration(now.getTime() - new Date(rollout.startedAt).getTime())}
						</span>
					</p>
					<Pods updated={rollout.updated} ready={rollout.ready} desired={rollout.desired} />
					<p className="text-[24px] text-muted">
						{t("pods", { updated: rollout.updated, ready: rollout.ready, desired: rollout.desired })} ·{" "}
						{t(rollout.status === "watching" ? "watching" : "rolling")}
					</p>
				</div>
			))}
			{rollouts.length > 4 && <p className="text-muted">{t("moreRollouts", { count: rollouts.length - 4 })}</p>}
		</section>
	);
}

const most = 40;

function Pods({ updated, ready, desired }: { updated: number; ready: number; desired: number }) {
	const shown = Math.min(desired, most);
	return (
		<span aria-hidden className="flex gap-2">
			{Array.from({ length: shown }, (_, index) => {
				const isNew = index < (updated / Math.max(desired, 1)) * shown;
				const isReady = index < (ready / Math.max(desired, 1)) * shown;
				return (
					<span
						key={String(index)}
						className={`h-8 flex-1 rounded-sm border-2 border-progressing ${isNew && isReady ? "bg-progressing" : isNew ? "border-dashed" : "border-line-strong"}`}
					/>
				);
			})}
		</span>
	);
}
