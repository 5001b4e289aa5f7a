"use client";

import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Time } from "#components/ui/time.tsx";
import type { Revision } from "#server/deployments/schema.ts";
import { DeploymentStatus } from "../deployment-status.tsx";
import { VersionName } from "../version-name.tsx";

type Props = { revisions: readonly Revision[]; value: string; onChange: (templateId: string) => void };

/** Every revision that ran: image, commit, author, time, how it went. */
export function RevisionChoices({ revisions, value, onChange }: Props) {
	const t = useTranslations("deployments");
	return (
		<fieldset>
			<legend className="mb-1.5 font-medium text-sm">{t("backTo")}</legend>
			<div className="max-h-72 overflow-y-auto rounded-md border">
				{revisions.map((revision) => (
					<label
						key={revision.templateId}
						className={`flex items-start gap-2.5 border-b px-2.5 py-1.5 last:border-b-0 ${revision.current || revision.held ? "opacity-70" : "cursor-pointer hover:bg-hover"} ${revision.templateId === value ? "bg-selected" : ""}`}
					>
						<input
							type="radio"
							name="revision"
							className="mt-1 accent-(--accent)"
							checked={revision.templateId === value}
							disabled={revision.current || revision.held}
							onChange={() => onChange(revision.templateId)}
						/>
						<span className="min-w-0 flex-1">
							<span className="flex flex-wrap items-baseline gap-2">
								<VersionName version={revision.version} digest={revision.digest} image={revision.image} />
								{revision.current && <Badge>{t("current")}</Badge>}
								{revision.suggested && <Badge tone="good">{t("suggested")}</Badge>}
								{revision.held && <Badge tone="bad">{t("held")}</Badge>}
								{revision.lastStatus && <DeploymentStatus value={revision.lastStatus} />}
							</span>
							<span className="block truncate text-muted text-xs">
								{revision.commitSha && <span className="font-mono">{revision.commitSha.slice(0, 7)} </span>}
								{revision.commitTitle} {revision.author && `· ${revision.author}`}
							</span>
						</span>
						<span className="text-muted text-xs">
							<Time value={revision.lastSeenAt} />
						</span>
					</label>
				))}
			</div>
		</fieldset>
	);
}
