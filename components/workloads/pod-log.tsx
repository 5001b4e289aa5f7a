"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Loaded } from "#components/api/loaded.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Checkbox } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Pod } from "#server/workloads/schema.ts";
import { podLogQuery } from "./queries.ts";

/** The end of a container's log, of the run before the last restart too. */
export function PodLog({ pod, liveHref }: { pod: Pod; liveHref: string | null }) {
	const t = useTranslations("workloads");
	const [container, setContainer] = useState(pod.containers[0]?.name ?? "");
	const [previous, setPrevious] = useState(false);
	const query = useQuery({ ...podLogQuery(pod.id, { container, previous }), staleTime: 0 });
	return (
		<>
			<div className="mb-3 flex flex-wrap items-center gap-3">
				<Select
					aria-label={t("container")}
					className="max-w-48"
					value={container}
					onChange={(event) => setContainer(event.target.value)}
					options={pod.containers.map(({ name }) => ({ value: name, label: name }))}
				/>
				<Checkbox label={t("previous")} checked={previous} onChange={setPrevious} />
				<Button size="sm" busy={query.isFetching} onClick={() => void query.refetch()}>
					{t("readAgain")}
				</Button>
				{liveHref && (
					<ButtonLink size="sm" href={liveHref}>
						{t("followLive")}
					</ButtonLink>
				)}
			</div>
			<Loaded query={query}>
				{({ lines }) =>
					lines.length === 0 ? (
						<p className="text-muted">{t("noLines")}</p>
					) : (
						<div className="relative">
							<div className="absolute top-1 right-1">
								<CopyButton text={lines.map(({ text }) => text).join("\n")} />
							</div>
							<section
								// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
								tabIndex={0}
								aria-label={t("logTitle")}
								className="max-h-[60vh] overflow-auto rounded-md border bg-canvas p-2.5"
							>
								<pre className="whitespace-pre-wrap break-all font-mono text-xs">
									{lines.map(({ text }) => text).join("\n")}
								</pre>
							</section>
						</div>
					)
				}
			</Loaded>
		</>
	);
}
