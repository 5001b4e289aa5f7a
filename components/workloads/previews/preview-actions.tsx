"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { PreviewDetail } from "#server/workloads/previews/schema.ts";
import { useEndPreview, useExtendPreview } from "./queries.ts";

const moreHours = 24;

/** More time, or the end. */
export function PreviewActions({ preview: { id, mayManage, ownsNamespace, namespace } }: { preview: PreviewDetail }) {
	const t = useTranslations("previews");
	const [ending, setEnding] = useState(false);
	const extend = useExtendPreview(id, t("extended", { hours: moreHours }));
	const end = useEndPreview(id, () => setEnding(false));
	if (!mayManage) return null;
	return (
		<>
			<Button busy={extend.isPending} onClick={() => extend.mutate(moreHours)}>
				{t("extend", { hours: moreHours })}
			</Button>
			<Button look="danger" onClick={() => setEnding(true)}>
				{t("end")}
			</Button>
			<ConfirmDialog
				open={ending}
				onOpenChange={setEnding}
				title={t("endTitle")}
				description={t(ownsNamespace ? "endNamespace" : "endObjects", { namespace })}
				action={t("end")}
				onConfirm={() => end.mutate()}
				busy={end.isPending}
				danger
			/>
		</>
	);
}
