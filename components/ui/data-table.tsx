"use client";

import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import { memo, type ReactNode, useCallback, useRef } from "react";
import { useRowKeys } from "./use-row-keys.ts";

export type Column<T> = {
	key: string;
	header: ReactNode;
	cell: (row: T) => ReactNode;
	/** CSS width, for example "120px"; the columns without one share the rest, and are never squeezed to nothing. */
	width?: string;
	align?: "right";
	/** Left out on a phone. */
	wide?: boolean;
	/** Left out where the window is narrower than 1360 px. */
	widest?: boolean;
};

type Props<T> = {
	label: string;
	columns: readonly Column<T>[];
	rows: readonly T[];
	rowKey: (row: T) => string;
	/** Where Enter and a click on the row lead. */
	rowHref?: (row: T) => string;
	/** What they do where they lead nowhere; kept between renders, or all rows are drawn again. */
	onOpen?: (row: T) => void;
	selected?: ReadonlySet<string>;
	onToggle?: (key: string) => void;
	/** Below the last row: "load more", a count. */
	footer?: ReactNode;
};

/** A dense table: rows of 32 px (40 by touch), a head that stays, `j`/`k` to move, Enter to open, `x` to select. */
export function DataTable<T>({ label, columns, rows, rowKey, rowHref, onOpen, selected, onToggle, footer }: Props<T>) {
	const router = useRouter();
	const body = useRef<HTMLTableSectionElement>(null);
	const open = useCallback((href: string) => router.push(href), [router]);
	useRowKeys(body, {
		open: (index) => {
			const row = rows[index];
			if (row === undefined) return;
			if (rowHref) router.push(rowHref(row));
			else onOpen?.(row);
		},
		toggle: (index) => {
			const row = rows[index];
			if (row !== undefined) onToggle?.(rowKey(row));
		},
	});
	return (
		<div className="relative max-md:overflow-x-auto">
			<table aria-label={label} className="w-full border-collapse text-sm">
				<thead>
					<tr>
						{columns.map((column) => (
							<th
								key={column.key}
								scope="col"
								style={{ width: column.width }}
								className={clsx(headClass, column.align === "right" && "text-right", hiddenClass(column))}
							>
								<span className={clsx(!column.width && "block md:min-w-32")}>{column.header}</span>
							</th>
						))}
					</tr>
				</thead>
				<tbody ref={body}>
					{rows.map((row) => {
						const key = rowKey(row);
						const picked = selected?.has(key);
						return <Row key={key} {...{ row, columns, picked, open, onOpen }} href={rowHref?.(row)} />;
					})}
				</tbody>
			</table>
			{footer && <div className="flex items-center justify-center gap-3 px-3.5 py-2 text-muted text-xs">{footer}</div>}
		</div>
	);
}

type RowProps<T> = {
	row: T;
	columns: readonly Column<T>[];
	href: string | undefined;
	/** Left out where rows cannot be selected. */
	picked: boolean | undefined;
	open: (href: string) => void;
	onOpen: ((row: T) => void) | undefined;
};

function PlainRow<T>({ row, columns, href, picked, open, onOpen }: RowProps<T>) {
	return (
		<tr
			data-row
			tabIndex={-1}
			aria-selected={picked}
			onClick={(event) => {
				if (!opensRow(event.target)) return;
				if (href) open(href);
				else onOpen?.(row);
			}}
			className={clsx(rowClass, (href || onOpen) && "cursor-pointer", picked && "bg-selected")}
		>
			{columns.map((column) => (
				<td
					key={column.key}
					className={clsx(
						"max-w-0 truncate px-2.5 [&>*]:align-middle first:pl-3.5 last:pr-3.5",
						column.align === "right" && "text-right",
						hiddenClass(column),
					)}
				>
					{column.cell(row)}
				</td>
			))}
		</tr>
	);
}

/** Drawn again only where its row has changed, when the columns are kept: what is read anew keeps what is equal. */
const Row = memo(PlainRow) as typeof PlainRow;

const hiddenClass = ({ wide, widest }: Pick<Column<never>, "wide" | "widest">) =>
	(widest && "max-[1360px]:hidden") || (wide && "max-md:hidden");

const headClass =
	"h-8 whitespace-nowrap border-b bg-surface px-2.5 text-left md:sticky md:top-12 md:z-10 font-normal text-muted text-xs first:rounded-tl-lg first:pl-3.5 last:rounded-tr-lg last:pr-3.5";
const rowClass = "h-8 border-b last:border-b-0 outline-none hover:bg-hover focus:bg-selected max-md:h-10";

/** A click on a link or button inside the row is not a click on the row, nor is the end of marking text. */
function opensRow(target: EventTarget): boolean {
	if (!(target instanceof Element) || target.closest("a,button,input,select,label")) return false;
	return window.getSelection()?.isCollapsed ?? true;
}
