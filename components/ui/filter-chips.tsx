"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState, useQueryStates } from "nuqs";
import { type ReactNode, useEffect, useState } from "react";
import { Menu, MenuGroup, MenuItem } from "./menu.tsx";
import type { Option } from "./select.tsx";

export type Filter = { name: string; label: string; options: readonly Option[] };

/** The filters of a list as the URL states them; "" is not set. */
export function useFilters<Name extends string>(names: readonly Name[]): Record<Name, string> {
	const [values] = useQueryStates(Object.fromEntries(names.map((name) => [name, parseAsString.withDefault("")])));
	return Object.fromEntries(names.map((name) => [name, values[name] ?? ""])) as Record<Name, string>;
}

type Props = {
	filters: readonly Filter[] /** Adds a search box for the parameter `q`. */;
	search?: string /** Count and other facts at the end. */;
	children?: ReactNode;
};

/** Filters whose state is the URL: each can be sent, kept and gone back from. */
export function FilterChips({ filters, search, children }: Props) {
	const t = useTranslations("ui");
	const [values, setValues] = useQueryStates(Object.fromEntries(filters.map(({ name }) => [name, parseAsString])));
	const isFiltered = filters.some(({ name }) => values[name]);
	return (
		<div className="flex flex-wrap items-center gap-1.5 pb-3">
			{search !== undefined && <SearchBox label={search} />}
			{filters.map((filter) => (
				<Chip
					key={filter.name}
					filter={filter}
					value={values[filter.name] ?? null}
					onChange={(value) => void setValues({ [filter.name]: value })}
				/>
			))}
			{isFiltered && (
				<button
					type="button"
					className="h-7 px-1.5 text-muted text-xs hover:text-text"
					onClick={() => void setValues(null)}
				>
					{t("clearFilters")}
				</button>
			)}
			<div className="ml-auto flex items-center gap-3 text-muted text-xs">{children}</div>
		</div>
	);
}

type ChipProps = { filter: Filter; value: string | null; onChange: (value: string | null) => void };

function Chip({ filter, value, onChange }: ChipProps) {
	const t = useTranslations("ui");
	const chosen = filter.options.find((option) => option.value === value);
	const shown = chosen?.label ?? value;
	return (
		<span
			className={`inline-flex h-7 items-center rounded-md border text-sm max-md:h-9 ${value ? "border-accent/60 bg-accent-soft" : "border-line-strong border-dashed text-muted"}`}
		>
			<Menu
				trigger={
					<button type="button" className="h-full rounded-md px-2 hover:text-text">
						{filter.label}
						{shown && <span className="font-medium text-text">: {shown}</span>}
					</button>
				}
			>
				<MenuGroup label={filter.label} value={value ?? ""}>
					{filter.options.map((option) => (
						<MenuItem
							key={option.value}
							checked={option.value === value}
							onSelect={() => onChange(option.value === value ? null : option.value)}
						>
							{option.label}
						</MenuItem>
					))}
				</MenuGroup>
			</Menu>
			{value && (
				<button
					type="button"
					aria-label={t("removeFilter", { name: filter.label })}
					className="inline-flex size-6 items-center justify-center rounded-sm text-muted hover:text-text"
					onClick={() => onChange(null)}
				>
					<X aria-hidden size={12} />
				</button>
			)}
		</span>
	);
}

const typingMs = 200;

function SearchBox({ label }: { label: string }) {
	const [inUrl, setInUrl] = useQueryState("q", parseAsString.withDefault(""));
	const [text, setText] = useState(inUrl);
	useEffect(() => setText(inUrl), [inUrl]);
	useEffect(() => {
		if (text === inUrl) return;
		const timer = setTimeout(() => void setInUrl(text || null), typingMs);
		return () => clearTimeout(timer);
	}, [text, inUrl, setInUrl]);
	return (
		<div className="relative w-56 max-md:w-full">
			<Search
				aria-hidden
				size={14}
				className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-faint"
			/>
			<input
				type="search"
				value={text}
				onChange={(event) => setText(event.target.value)}
				placeholder={label}
				aria-label={label}
				className="h-7 w-full rounded-md border border-line-strong bg-surface pr-2 pl-7 text-sm placeholder:text-faint max-md:h-9"
			/>
		</div>
	);
}
