"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Status } from "#components/ui/status.tsx";
import { runRequestQuery } from "./queries.ts";

/** What becomes of a run that was asked for; opens its page as soon as there is one. */
export function DispatchState({ id }: { id: string }) {
	const t = useTranslations("pipelines.request");
	const router = useRouter();
	const query = useQuery(runRequestQuery(id));
	const runId = query.data?.runId;
	useEffect(() => {
		if (runId) router.push(`/runs/${runId}`);
	}, [runId, router]);
	return (
		<Loaded query={query}>
			{({ status, failure }) =>
				failure ? (
					<ErrorState title={t("failed")} detail={failure.detail} />
				) : (
					<div role="status" className="space-y-1 py-6 text-center">
						<Status value="progressing" label={t(status)} />
						{status === "checking" && <p className="text-muted">{t("checkingDetail")}</p>}
					</div>
				)
			}
		</Loaded>
	);
}
