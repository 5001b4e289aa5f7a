"use client";

import { useTranslations } from "next-intl";
import { ErrorState } from "#components/ui/error-state.tsx";

/** In the place of a page that could not be drawn. `digest` names the line of the server's log. */
export function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
	const t = useTranslations("frame");
	return (
		<div className="p-4">
			<ErrorState title={t("pageFailed")} detail={t("pageFailedDetail")} requestId={error.digest} onRetry={reset} />
		</div>
	);
}
