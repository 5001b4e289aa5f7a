"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Boxes, Kanban, type LucideIcon, Rocket, Search, Siren } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { apiQuery } from "#components/api/query.ts";
import type { SearchHit } from "#server/views/search/schema.ts";
import { setOverlay } from "./palette-state.ts";
import { sections } from "./sections.ts";

const icons: Record<SearchHit["kind"], LucideIcon> = {
	service: Boxes,
	item: Kanban,
	deployment: Rocket,
	incident: Siren,
};
const searchQuery = (text: string) => apiQuery<{ items: SearchHit[] }>(`/search?q=${encodeURIComponent(text)}`);

/** Goes anywhere by typing: sections, services, items, deployments, incidents. */
export function CommandPalette() {
	const t = useTranslations("frame");
	const router = useRouter();
	const [text, setText] = useState("");
	const wanted = useDeferredValue(text.trim());
	const { data } = useQuery({ ...searchQuery(wanted), enabled: wanted.length > 1 });
	const close = () => setOverlay(null);
	const go = (href: string) => {
		close();
		router.push(href);
	};
	const hits = wanted.length > 1 ? (data?.items ?? []) : [];
	const matching = sections.filter(({ name }) =>
		t(`section.${name}`).toLowerCase().includes(text.trim().toLowerCase()),
	);
	return (
		<Command.Dialog
			open
			onOpenChange={(open) => !open && close()}
			label={t("search")}
			shouldFilter={false}
			overlayClassName="fixed inset-0 z-50 bg-black/40"
			contentClassName="fixed top-[14vh] left-1/2 z-50 w-[calc(100vw-24px)] max-w-xl -translate-x-1/2 overflow-hidden rounded-lg bg-raised shadow-(--shadow)"
		>
			<div className="flex items-center gap-2 border-b px-3.5">
				<Search aria-hidden size={15} className="text-faint" />
				<Command.Input
					value={text}
					onValueChange={setText}
					placeholder={t("searchFor")}
					className="h-11 flex-1 bg-transparent text-lg outline-none placeholder:text-faint"
				/>
			</div>
			<Command.List className="max-h-[50vh] overflow-y-auto p-1.5">
				<Command.Empty className="px-2 py-6 text-center text-muted">
					{t("nothingFound", { text: wanted })}
				</Command.Empty>
				{hits.map(({ kind, id, title, detail, href }) => (
					<Entry
						key={`${kind}:${id}`}
						value={`${kind}:${id}`}
						icon={icons[kind]}
						onSelect={() => go(href)}
						detail={detail}
					>
						{title}
					</Entry>
				))}
				{matching.map(({ name, href, key, icon }) => (
					<Entry
						key={name}
						value={`section:${name}`}
						icon={icon}
						onSelect={() => go(href)}
						detail={`G ${key.toUpperCase()}`}
					>
						{t(`section.${name}`)}
					</Entry>
				))}
			</Command.List>
		</Command.Dialog>
	);
}

type EntryProps = { value: string; icon: LucideIcon; onSelect: () => void; detail: string; children: string };

const Entry = ({ value, icon: Icon, onSelect, detail, children }: EntryProps) => (
	<Command.Item
		value={value}
		onSelect={onSelect}
		className="flex h-8 items-center gap-2.5 rounded-md px-2 data-[selected=true]:bg-hover max-md:h-11"
	>
		<Icon aria-hidden size={15} className="shrink-0 text-faint" />
		<span className="min-w-0 flex-1 truncate">{children}</span>
		<span className="text-faint text-xs">{detail}</span>
	</Command.Item>
);
