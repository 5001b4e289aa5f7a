"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ErrorState } from "#components/ui/error-state.tsx";

type Props = { error: Error & { digest?: string }; retry: () => void };

const lookEveryMs = 2_000;

/**
 * In the place of a page that could not be drawn. `digest` names the line of the server's log. Where Lazo has lost its
 * database it says so, and draws the page by itself when that is back.
 */
export function PageError({ error, retry }: Props) {
	const t = useTranslations("frame");
	const away = useAway(retry);
	if (away) return <Framed title={t("pageFailed")} detail={t("problems.database-away")} onRetry={retry} />;
	return <Framed title={t("pageFailed")} detail={t("pageFailedDetail")} requestId={error.digest} onRetry={retry} />;
}

function Framed(props: { title: string; detail: string; requestId?: string | undefined; onRetry: () => void }) {
	return (
		<div className="p-4">
			<ErrorState {...props} />
		</div>
	);
}

/** Whether Lazo says that it cannot serve; calls `onBack` once when it can again. */
function useAway(onBack: () => void): boolean {
	const [away, setAway] = useState(false);
	useEffect(() => {
		let wasAway = false;
		const look = async () => {
			const ready = await isReady();
			if (ready && wasAway) onBack();
			wasAway = !ready;
			setAway(wasAway);
		};
		void look();
		const timer = setInterval(() => void look(), lookEveryMs);
		return () => clearInterval(timer);
	}, [onBack]);
	return away;
}

const isReady = (): Promise<boolean> =>
	fetch("/readyz", { cache: "no-store" }).then(
		({ ok }) => ok,
		() => false,
	);
