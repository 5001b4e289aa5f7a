"use client";

import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useRowKeys } from "#components/ui/use-row-keys.ts";
import type { BookLine } from "./log-book.ts";
import { LogSeverity } from "./log-severity.tsx";
import type { PodMark } from "./pod-colours.ts";
import { briefFields, readLine } from "./read-line.ts";

const rowHeight = 22;
const around = 12;

type Props = {
	lines: readonly BookLine[];
	marks: ReadonlyMap<string, PodMark>;
	/** The end stays in sight while new lines come. */
	pinned: boolean;
	openKey: number | null;
	onOpen: (line: BookLine) => void;
	/** The reader has scrolled away from the end, or back to it. */
	onPinned: (pinned: boolean) => void;
};

/** The lines, of which only those in sight are drawn: `j`/`k` move, Enter opens. */
export function LogLines({ lines, marks, pinned, openKey, onOpen, onPinned }: Props) {
	const t = useTranslations("logs");
	const box = useRef<HTMLDivElement>(null);
	const body = useRef<HTMLTableSectionElement>(null);
	const { first, count, onScroll } = useWindow(box, { lines, pinned, onPinned });
	const shown = lines.slice(first, first + count);
	useRowKeys(body, {
		open: (index) => {
			const line = shown[index];
			if (line) onOpen(line);
		},
		toggle: () => {},
	});
	return (
		<section
			ref={box}
			// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
			tabIndex={0}
			aria-label={t("lines")}
			onScroll={onScroll}
			className={clsx(
				"min-h-60 overflow-auto overscroll-contain bg-canvas font-mono text-xs [overflow-anchor:none]",
				openKey === null ? "h-[min(62vh,680px)]" : "h-[36vh]",
			)}
		>
			<table
				aria-label={t("lines")}
				aria-rowcount={lines.length}
				className="w-full table-fixed border-collapse max-md:w-[720px]"
			>
				<colgroup>
					<col className="w-26" />
					<col className="w-20 max-md:w-7" />
					<col className="w-20" />
					<col />
				</colgroup>
				<thead>
					<tr className="h-0">
						{(["time", "severity", "pod", "text"] as const).map((name) => (
							<th key={name} scope="col" className="h-0 p-0">
								<span className="sr-only">{t(`column.${name}`)}</span>
							</th>
						))}
					</tr>
				</thead>
				<tbody ref={body}>
					<Spacer rows={first} />
					{shown.map((line, index) => (
						<Row
							key={line.key}
							{...{ line, onOpen }}
							number={first + index + 1}
							mark={marks.get(line.place)}
							open={line.key === openKey}
						/>
					))}
					<Spacer rows={lines.length - first - shown.length} />
				</tbody>
			</table>
		</section>
	);
}

const Spacer = ({ rows }: { rows: number }) =>
	rows > 0 ? (
		<tr aria-hidden>
			<td colSpan={4} style={{ height: rows * rowHeight }} />
		</tr>
	) : null;

type Watched = Pick<Props, "lines" | "pinned" | "onPinned">;

/** Which rows are in sight. What is read stays where it is when lines go at the top; pinned, the end stays in sight. */
function useWindow(box: RefObject<HTMLDivElement | null>, { lines, pinned, onPinned }: Watched) {
	const [top, setTop] = useState(0);
	const [height, setHeight] = useState(600);
	const firstKey = useRef<number | undefined>(undefined);
	useLayoutEffect(() => {
		const element = box.current;
		if (!element) return;
		const gone = lines.findIndex(({ key }) => key === firstKey.current);
		const before = firstKey.current;
		firstKey.current = lines[0]?.key;
		if (pinned) element.scrollTop = element.scrollHeight;
		else if (before !== undefined && gone < 0 && lines[0])
			element.scrollTop = Math.max(0, element.scrollTop - (lines[0].key - before) * rowHeight);
		setTop(element.scrollTop);
		setHeight(element.clientHeight);
	}, [box, lines, pinned]);
	const onScroll = () => {
		const element = box.current;
		if (!element) return;
		setTop(element.scrollTop);
		const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < rowHeight * 2;
		if (atEnd !== pinned) onPinned(atEnd);
	};
	const first = Math.max(0, Math.min(Math.floor(top / rowHeight) - around, lines.length - 1));
	return { first, count: Math.ceil(height / rowHeight) + 2 * around, onScroll };
}

type RowProps = {
	line: BookLine;
	number: number;
	mark: PodMark | undefined;
	open: boolean;
	onOpen: (line: BookLine) => void;
};

function Row({ line, number, mark, open, onOpen }: RowProps) {
	const locale = useLocale();
	const read = useMemo(() => readLine(line.text), [line.text]);
	const grave = line.severity === "error" || line.severity === "fatal";
	return (
		<tr
			data-row
			tabIndex={-1}
			aria-rowindex={number}
			aria-selected={open}
			onClick={() => window.getSelection()?.isCollapsed !== false && onOpen(line)}
			className={clsx(
				"h-[22px] cursor-pointer whitespace-nowrap outline-none hover:bg-hover focus:bg-selected",
				open && "bg-selected",
				grave && !open && "bg-failing-soft",
			)}
		>
			<td className="truncate border-l-2 pl-2 text-muted" style={{ borderLeftColor: mark?.colour }}>
				<time dateTime={line.at} title={line.at}>
					{clock(line.at, locale)}
				</time>
			</td>
			<td className="truncate px-1">
				<LogSeverity value={line.severity} />
			</td>
			<td className="truncate px-1 text-muted" title={mark?.full}>
				{mark?.short}
			</td>
			<td className="truncate pr-2 pl-1">
				{read.message}
				{briefFields(read).map(([name, value]) => (
					<span key={name} className="text-faint">
						{" "}
						{name}=<span className="text-muted">{value}</span>
					</span>
				))}
				{line.cut && <span className="text-faint"> …</span>}
			</td>
		</tr>
	);
}

/** "17:04:31.250" in the reader's zone. */
function clock(at: string, locale: string): string {
	const date = new Date(at);
	if (Number.isNaN(date.getTime())) return at;
	const format = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
	return `${new Intl.DateTimeFormat(locale, format).format(date)}.${at.slice(20, 23)}`;
}
