"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Checkbox, Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { Revision } from "#server/deployments/schema.ts";
import { revisionsQuery, safetyQuery, useRollBack, waysQuery } from "../queries.ts";
import { useActKey } from "../use-act-key.ts";
import { RevisionChoices } from "./revision-choices.tsx";
import { RollbackChanges } from "./rollback-changes.tsx";
import { RollbackSafety } from "./rollback-safety.tsx";

type Props = {
	service: string;
	environment: { name: string; title: string };
	deploymentId?: string;
	incidentId?: string;
	onClose: () => void;
};

/** Where to go back to, what that would change by the cluster's own dry run, why, and the act. */
export function RollBackSheet(props: Props) {
	const t = useTranslations("deployments");
	const { service, environment, onClose } = props;
	const query = useQuery(revisionsQuery(service, environment.name));
	return (
		<Sheet
			open
			onOpenChange={(open) => !open && onClose()}
			title={t("rollBackTitle", { service, environment: environment.title })}
			description={t("rollBackDescription")}
		>
			<Loaded query={query}>
				{({ items }) =>
					items.some(({ current }) => !current) ? (
						<RollBackForm {...props} revisions={items} />
					) : (
						<EmptyState title={t("noWayBack")}>{t("noWayBackDetail")}</EmptyState>
					)
				}
			</Loaded>
		</Sheet>
	);
}

function RollBackForm(props: Props & { revisions: Revision[] }) {
	const t = useTranslations("deployments");
	const text = useProblemText();
	const { environment, revisions } = props;
	const form = useRollBackForm(props);
	const { chosen, asked, safety, request } = form;
	return (
		<form className="space-y-5" onSubmit={(event) => event.preventDefault()}>
			<RevisionChoices revisions={revisions} value={asked.templateId} onChange={form.choose} />
			<Checkbox
				label={t("imageOnly")}
				hint={t(form.imageOnlyByWay ? "imageOnlyByWay" : "imageOnlyHint")}
				checked={form.imageOnly}
				disabled={form.imageOnlyByWay}
				onChange={form.setImageOnly}
			/>
			{chosen && <RollbackSafety query={safety} reasoning={{ value: form.undoReason, onChange: form.setUndoReason }} />}
			{chosen && <RollbackChanges asked={asked} />}
			<Field label={t("reason")} hint={t("reasonHint")} error={request.error ? text(request.error) : undefined}>
				{(wiring) => (
					<Input
						{...wiring}
						value={form.reason}
						maxLength={500}
						onChange={(event) => form.setReason(event.target.value)}
					/>
				)}
			</Field>
			<div className="flex items-center gap-3">
				<Button look="danger" size="lg" disabled={!form.ready} busy={request.isPending} onClick={form.rollBack}>
					{t("rollBackAct", {
						environment: environment.title,
						version: chosen?.version ?? chosen?.digest?.slice(7, 19) ?? "",
					})}
				</Button>
				<span className="inline-flex items-center gap-1 max-md:hidden">
					<Kbd>Ctrl</Kbd>
					<Kbd>⏎</Kbd>
				</span>
			</div>
		</form>
	);
}

/** What goes back by a workflow or by Git is the image: the configuration of then is not theirs to write. */
function useImageOnlyByWay(service: string, environment: string): boolean {
	const way = useQuery(waysQuery(service)).data?.items.find((place) => place.environment.name === environment)?.way;
	return way?.kind === "gitops" || (way?.kind === "workflow" && way.rollback === "workflow");
}

/** What has been chosen and written so far, whether it is enough, and the act. */
function useRollBackForm({ service, environment, revisions, ...about }: Props & { revisions: Revision[] }) {
	const router = useRouter();
	const suggested = revisions.find((one) => one.suggested) ?? revisions.find((one) => !one.current && !one.held);
	const [templateId, setTemplateId] = useState(suggested?.templateId ?? "");
	const [reason, setReason] = useState("");
	const [undoReason, setUndoReason] = useState("");
	const [imageOnlyWanted, setImageOnly] = useState(false);
	const imageOnlyByWay = useImageOnlyByWay(service, environment.name);
	const imageOnly = imageOnlyByWay || imageOnlyWanted;
	const request = useRollBack(({ id }) => router.push(`/deployments/${id}`));
	const chosen = revisions.find((one) => one.templateId === templateId);
	const mode = imageOnly ? ("image" as const) : ("template" as const);
	const asked = { service, environment: environment.name, templateId, mode };
	const safety = useQuery({ ...safetyQuery(asked), enabled: chosen !== undefined });
	const undoes = safety.data?.checks.filter(({ needsReason }) => needsReason) ?? [];
	const said = undoes.length === 0 || undoReason.trim().length >= 3;
	const ready = chosen !== undefined && reason.trim().length >= 3 && said && !request.isPending;
	const rollBack = () => {
		if (!ready) return;
		const overrides = undoes.map(({ code }) => ({ gate: code, reason: undoReason.trim() }));
		const { deploymentId, incidentId } = about;
		request.mutate({
			...{ ...asked, overrides, reason: reason.trim() },
			...(deploymentId && { deploymentId }),
			...(incidentId && { incidentId }),
		});
	};
	useActKey(rollBack);
	const choose = (id: string) => {
		setTemplateId(id);
		setUndoReason("");
	};
	const fields = { reason, setReason, undoReason, setUndoReason, imageOnly, imageOnlyByWay, setImageOnly };
	return { ...fields, chosen, asked, safety, request, ready, rollBack, choose };
}
