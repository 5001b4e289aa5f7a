import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LiveQueries } from "#components/live/live-queries.tsx";
import { VersionWatch } from "#components/live/version-watch.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { Overlays } from "./overlays.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import { Sidebar } from "./sidebar.tsx";
import { ThemeOfPerson } from "./theme-of-person.tsx";
import { TopBar } from "./top-bar.tsx";

/** What every page of a signed-in person stands in. */
export function Frame({ children }: { children: ReactNode }) {
	const t = useTranslations("frame");
	return (
		<div className="flex min-h-dvh">
			<a
				href="#content"
				className="sr-only z-60 rounded-md bg-raised px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
			>
				{t("skip")}
			</a>
			<Sidebar />
			<div className="flex min-w-0 flex-1 flex-col max-md:pb-14">
				<TopBar />
				<main id="content" tabIndex={-1} className="min-w-0 flex-1 px-5 py-4 outline-none max-md:px-3">
					{children}
				</main>
			</div>
			<BottomBar />
			<Overlays />
			<Shortcuts />
			<LiveQueries />
			<VersionWatch />
			<ThemeOfPerson />
		</div>
	);
}
