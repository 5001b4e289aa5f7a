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
import { revisionsQuery, useRollBack } from "./queries.ts";
import { RevisionChoices } from "./revision-choices.tsx";
import { RollbackChanges } from "./rollback-changes.tsx";
import { useActKey } from "./use-act-key.ts";

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

function RollBackForm({
	service,
	environment,
	deploymentId,
	incidentId,
	revisions,
}: Props & { revisions: Revision[] }) {
	const t = useTranslations("deployments");
	const text = useProblemText();
	const router = useRouter();
	const suggested = revisions.find((one) => one.suggested) ?? revisions.find((one) => !one.current && !one.held);
	const [templateId, setTemplateId] = useState(suggested?.templateId ?? "");
	const [reason, setReason] = useState("");
	const [imageOnly, setImageOnly] = useState(false);
	const request = useRollBack(({ id }) => router.push(`/deployments/${id}`));
	const chosen = revisions.find((one) => one.templateId === templateId);
	const mode = imageOnly ? ("image" as const) : ("template" as const);
	const ready = chosen !== undefined && reason.trim().length >= 3 && !request.isPending;
	const rollBack = () => {
		if (!ready) return;
		request.mutate({
			...{ service, environment: environment.name, templateId, mode, reason: reason.trim() },
			...(deploymentId && { deploymentId }),
			...(incidentId && { incidentId }),
		});
	};
	useActKey(rollBack);
	return (
		<form className="space-y-5" onSubmit={(event) => event.preventDefault()}>
			<RevisionChoices revisions={revisions} value={templateId} onChange={setTemplateId} />
			<Checkbox label={t("imageOnly")} hint={t("imageOnlyHint")} checked={imageOnly} onChange={setImageOnly} />
			{chosen && <RollbackChanges asked={{ service, environment: environment.name, templateId, mode }} />}
			<Field label={t("reason")} hint={t("reasonHint")} error={request.error ? text(request.error) : undefined}>
				{(wiring) => (
					<Input {...wiring} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
				)}
			</Field>
			<div className="flex items-center gap-3">
				<Button look="danger" size="lg" disabled={!ready} busy={request.isPending} onClick={rollBack}>
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
