"use client";

import { useTranslations } from "next-intl";
import { Time } from "#components/ui/time.tsx";
import type { Coded, DeploymentDetail } from "#server/deployments/schema.ts";
import { ActorName } from "../actor-name.tsx";
import { useSentence } from "../use-sentence.ts";

type Event = DeploymentDetail["events"][number];

/** What happened, as sentences, the newest first. */
export function EventSentences({ events }: { events: readonly Event[] }) {
	const t = useTranslations("deployments");
	const sentence = useSentence();
	const known = (key: string) => t.has(`event.${key}`);
	if (events.length === 0) return <p className="text-muted">{t("noEvents")}</p>;
	return (
		<ol className="space-y-1.5">
			{[...events].reverse().map((event) => (
				<li key={event.id} className="flex gap-3">
					<span className="w-20 shrink-0 text-muted">
						<Time value={event.at} />
					</span>
					<span className="min-w-0">
						{sentence("event", codedOf(event, known))}
						{event.type === "deployment.requested" && (
							<span className="text-muted">
								{" "}
								— <ActorName actor={event.actor} />
								{typeof event.data.reason === "string" && `: ${event.data.reason}`}
							</span>
						)}
					</span>
				</li>
			))}
		</ol>
	);
}

/** The event's type as the code, with what the event says was the matter, where there are words for it; its data as parameters. */
function codedOf({ type, data }: Event, known: (key: string) => boolean): Coded {
	const params = Object.entries(data).filter(([, value]) => typeof value !== "object");
	const codes = [data.code, data.what].map((detail) => `${type}.${String(detail)}`);
	const code = codes.find((one) => known(one.replaceAll(".", "-"))) ?? type;
	return { ...(Object.fromEntries(params) as Omit<Coded, "code">), code };
}
