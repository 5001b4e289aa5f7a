"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Time } from "#components/ui/time.tsx";
import type { BookLine } from "./log-book.ts";
import { LogSeverity } from "./log-severity.tsx";
import type { PodMark } from "./pod-colours.ts";
import { readLine } from "./read-line.ts";

type Props = {
	line: BookLine;
	mark: PodMark | undefined;
	/** Adds a term to the filter. */
	onFilter: (term: string) => void;
	onClose: () => void;
};

/** One line in full: its text, its fields, each of which can become a filter. */
export function LogLineDetail({ line, mark, onFilter, onClose }: Props) {
	const t = useTranslations("logs");
	const { message, fields } = readLine(line.text);
	return (
		<section aria-label={t("detail")} className="max-h-72 overflow-auto border-t bg-surface px-3.5 py-2 text-sm">
			<div className="flex items-start gap-3">
				<p className="min-w-0 flex-1 text-muted text-xs">
					<LogSeverity value={line.severity} /> · <Time value={line.at} absolute /> · {mark?.full}
				</p>
				<CopyButton text={line.text} label={t("copyLine")} />
				<IconButton label={t("closeDetail")} icon={<X aria-hidden size={14} />} onClick={onClose} />
			</div>
			<pre className="mt-1 whitespace-pre-wrap break-all font-mono text-xs">{message || line.text}</pre>
			{line.cut && <p className="mt-1 text-muted text-xs">{t("cut")}</p>}
			{fields.length > 0 && (
				<dl className="mt-2 grid grid-cols-[minmax(80px,max-content)_1fr] gap-x-4 gap-y-0.5 font-mono text-xs">
					{fields.map(([name, value]) => (
						<div key={name} className="contents">
							<dt className="truncate text-muted leading-6">{name}</dt>
							<dd className="min-w-0">
								<button
									type="button"
									title={t("filterBy", { term: `${name}=${value}`.slice(0, 80) })}
									className="min-h-6 min-w-6 max-w-full whitespace-pre-wrap break-all text-left hover:text-accent hover:underline"
									onClick={() => onFilter(termOf(name, value))}
								>
									{value}
								</button>
							</dd>
						</div>
					))}
				</dl>
			)}
		</section>
	);
}

/** A value with spaces cannot be one word of a field; then its text alone is looked for. */
const termOf = (name: string, value: string) =>
	/^\S{1,200}$/.test(value) ? `${name}=${value}` : `"${value.replaceAll('"', "").split("\n")[0]?.slice(0, 120)}"`;
