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
import { Kbd } from "#components/ui/kbd.tsx";
import type { DeploymentPlan } from "#server/deployments/schema.ts";
import { DeployPlan } from "./deploy-plan.tsx";
import { planQuery, useRequestApproval, useRequestDeployment } from "./queries.ts";
import { useActKey } from "./use-act-key.ts";
import { VersionPicker } from "./version-picker.tsx";

type Props = {
	service: string;
	environment: { name: string; title: string };
	digest?: string | undefined;
	onClose: () => void;
};

/** The confirm sheet: what would change, everything that speaks against it, and the act. */
export function DeploySheet({ service, environment, digest, onClose }: Props) {
	const t = useTranslations("deployments");
	const [chosen, setChosen] = useState(digest ?? null);
	return (
		<Sheet
			open
			onOpenChange={(open) => !open && onClose()}
			title={t("deployTitle", { service, environment: environment.title })}
		>
			{!digest && <VersionPicker service={service} value={chosen} onChange={setChosen} />}
			{chosen ? (
				<Confirm key={chosen} service={service} environment={environment} digest={chosen} />
			) : (
				<p className="mt-4 text-muted">{t("chooseVersion")}</p>
			)}
		</Sheet>
	);
}

function Confirm({
	service,
	environment,
	digest,
}: {
	service: string;
	environment: Props["environment"];
	digest: string;
}) {
	const query = useQuery(planQuery({ service, environment: environment.name, digest }));
	return <Loaded query={query}>{(plan) => <Plan plan={plan} />}</Loaded>;
}

function Plan({ plan }: { plan: DeploymentPlan }) {
	const t = useTranslations("deployments");
	const text = useProblemText();
	const router = useRouter();
	const [reason, setReason] = useState("");
	const [reasons, setReasons] = useState<Record<string, string>>({});
	const request = useRequestDeployment(({ id }) => router.push(`/deployments/${id}`));
	const ask = useRequestApproval(t("approvalAsked"), () => router.push("/deployments"));
	const { ready, approval, overrides } = standOf(plan, reasons);
	const act = approval ? ask : request;
	const go = () => {
		if (!ready || act.isPending) return;
		act.mutate({
			...{ service: plan.service.name, environment: plan.environment.name, digest: plan.to.digest, overrides },
			...(reason.trim().length >= 3 && { reason: reason.trim() }),
		});
	};
	useActKey(go);
	const what = plan.to.commitSha?.slice(0, 7) ?? plan.to.version ?? plan.to.digest.slice(7, 19);
	const words = { what, environment: plan.environment.title };
	return (
		<form
			className="space-y-5"
			// Enter in a field must not deploy; Ctrl/Cmd+Enter does.
			onSubmit={(event) => event.preventDefault()}
		>
			<DeployPlan
				plan={plan}
				overriding={
					plan.mayOverride || approval
						? { reasons, onReason: (gate, why) => setReasons((before) => ({ ...before, [gate]: why })) }
						: undefined
				}
			/>
			<Field label={t("reason")} optional={t("optional")}>
				{(wiring) => (
					<Input {...wiring} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
				)}
			</Field>
			{act.error && (
				<p role="alert" className="text-failing">
					{text(act.error)}
				</p>
			)}
			<div className="flex items-center gap-3">
				<Button
					look={overrides.length > 0 && !approval ? "danger" : "primary"}
					size="lg"
					disabled={!ready}
					busy={act.isPending}
					onClick={go}
				>
					{approval
						? t("askApproval", words)
						: t(overrides.length > 0 ? "deployAnyway" : "deployAct", { ...words, count: overrides.length })}
				</Button>
				<span className="inline-flex items-center gap-1 max-md:hidden">
					<Kbd>Ctrl</Kbd>
					<Kbd>⏎</Kbd>
				</span>
			</div>
		</form>
	);
}

/** Whether all that stands in the way has been answered, and whether the act is to ask a second person. */
function standOf(plan: DeploymentPlan, reasons: Record<string, string>) {
	const closed = plan.gates.filter(({ state }) => state === "fail");
	const approval = closed.some(({ override }) => override?.action === "approval.request");
	const overrides = closed
		.filter(({ override }) => override?.action === "gate.override")
		.map(({ code }) => ({ gate: code, reason: reasons[code]?.trim() ?? "" }))
		.filter(({ reason }) => reason.length >= 3);
	const answered = closed.filter(
		({ code, override }) => override?.action === "approval.request" || overrides.some(({ gate }) => gate === code),
	);
	return { ready: answered.length === closed.length, approval, overrides };
}
