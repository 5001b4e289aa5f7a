"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { useProblemText } from "#components/api/use-problem-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.ts";
import type { Approval } from "#server/deployments/approvals/schema.ts";
import { DeployPlan } from "../deploy-plan.tsx";
import { planQuery, useDecideApproval } from "../queries.ts";

type Props = { approval: Approval; onClose: () => void };

/** The sheet that the requester saw, and the second person's word. Whoever asked may withdraw. */
export function ApprovalSheet({ approval, onClose }: Props) {
	const t = useTranslations("deployments");
	const { service, environment, digest, overrides } = approval;
	const query = useQuery(planQuery({ service: service.name, environment: environment.name, digest }));
	return (
		<Sheet
			open
			onOpenChange={(open) => !open && onClose()}
			title={t("approvalTitle", { service: service.title, environment: environment.title })}
			description={approval.reason ?? undefined}
		>
			<Loaded query={query}>{(plan) => <DeployPlan plan={plan} />}</Loaded>
			{overrides.length > 0 && (
				<section className="pt-5">
					<h3 className="mb-1.5 font-medium text-sm">{t("overridesAsked")}</h3>
					<ul className="space-y-1">
						{overrides.map(({ gate, reason }) => (
							<li key={gate}>
								{t(`gateName.${gate}`)}: {reason}
							</li>
						))}
					</ul>
				</section>
			)}
			<Decision approval={approval} onClose={onClose} />
		</Sheet>
	);
}

function Decision({ approval, onClose }: Props) {
	const t = useTranslations("deployments");
	const text = useProblemText();
	const router = useRouter();
	const [reason, setReason] = useState("");
	const decide = useDecideApproval(({ deploymentId, refused }) => {
		if (refused) toast.error(t("approvedButClosed"));
		if (deploymentId) router.push(`/deployments/${deploymentId}`);
		onClose();
	});
	const act = (decision: "approved" | "rejected" | "withdrawn") =>
		decide.mutate({ id: approval.id, decision, ...(reason.trim().length >= 3 && { reason: reason.trim() }) });
	if (!approval.mayDecide && !approval.own) return <p className="pt-5 text-muted">{t("approvalNotYours")}</p>;
	return (
		<div className="space-y-4 pt-5">
			<Field label={t("reason")} optional={t("optional")} error={decide.error ? text(decide.error) : undefined}>
				{(wiring) => (
					<Input {...wiring} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
				)}
			</Field>
			<div className="flex gap-2">
				{approval.mayDecide && (
					<>
						<Button look="primary" size="lg" busy={decide.isPending} onClick={() => act("approved")}>
							{t("approve")}
						</Button>
						<Button look="danger" size="lg" busy={decide.isPending} onClick={() => act("rejected")}>
							{t("reject")}
						</Button>
					</>
				)}
				{approval.own && (
					<Button size="lg" busy={decide.isPending} onClick={() => act("withdrawn")}>
						{t("withdraw")}
					</Button>
				)}
			</div>
		</div>
	);
}
