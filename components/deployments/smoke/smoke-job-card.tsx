import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Key } from "#components/ui/key.tsx";
import { Status, type StatusValue } from "#components/ui/status.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ShownJob } from "#server/deployments/smoke/schema.ts";

/** What says nothing of the version is not drawn as its failure. */
const bad: (ShownJob["code"] | null)[] = ["job-failed", "job-too-slow"];

function faceOf({ status, code, started }: ShownJob): StatusValue {
	if (status === "running") return started ? "progressing" : "waiting";
	if (status === "passed") return "healthy";
	return bad.includes(code) ? "failing" : "unknown";
}

/** The Job that tries a version: what it runs, how it stands and the end of its log. */
export function SmokeJobCard({ job }: { job: ShownJob }) {
	const t = useTranslations("smoke");
	const face = faceOf(job);
	const facts = [
		{ label: t("job"), value: <Key copyable>{`${job.namespace}/${job.name}`}</Key> },
		{ label: t("image"), value: <span className="break-all font-mono text-xs">{job.image}</span> },
		...(job.command.length + job.args.length > 0
			? [{ label: t("runs"), value: <Command words={[...job.command, ...job.args]} /> }]
			: []),
		{ label: t("startedAt"), value: <Time value={job.startedAt} /> },
		...(job.finishedAt ? [{ label: t("finishedAt"), value: <Time value={job.finishedAt} /> }] : []),
		...(job.exitCode !== null ? [{ label: t("exitCode"), value: String(job.exitCode) }] : []),
	];
	return (
		<Card title={t("cardTitle")} aside={<Status value={face} label={t(`state.${face}`)} />}>
			<Facts facts={facts} />
			{job.waiting && <p className="mt-2 break-words text-sm">{t("waitsFor", { why: job.waiting })}</p>}
			{job.lines === null && <p className="mt-2 text-muted text-sm">{t("logHidden")}</p>}
			{job.lines && job.lines.length > 0 && (
				<section aria-label={t("log")} className="mt-3">
					<h3 className="mb-1 text-muted text-xs">{t("log")}</h3>
					<pre className="overflow-x-auto whitespace-pre-wrap break-words rounded-md border bg-canvas p-2 font-mono text-xs">
						{job.lines.join("\n")}
					</pre>
				</section>
			)}
		</Card>
	);
}

const Command = ({ words }: { words: string[] }) => (
	<span className="break-all font-mono text-xs">{words.map(quoted).join(" ")}</span>
);

/** As a shell would be given it. */
const quoted = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
