import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Glyph } from "#components/loop/glyph.tsx";
import type { Item } from "#server/planning/schema.ts";
import { Avatar } from "../avatar.tsx";
import { PriorityMark } from "../priority-mark.tsx";
import { TypeMark } from "../type-mark.tsx";
import { Whereabouts } from "../whereabouts.tsx";

/** What a card shows; `children` is its title. */
export function CardFace({ item, children }: { item: Item; children: ReactNode }) {
	const t = useTranslations("planning");
	return (
		<div className="flex flex-col gap-1.5">
			<div className="flex h-4 items-center gap-1.5 pr-6 text-muted text-xs">
				<Glyph stations={item.stations} size={16} />
				<span className="font-mono">{item.key}</span>
				<TypeMark type={item.type} />
				<PriorityMark priority={item.priority} />
			</div>
			<div className="text-sm leading-snug">{children}</div>
			<Whereabouts item={item} />
			<div className="flex h-5 items-center gap-2 text-muted text-xs">
				<span className="min-w-0 flex-1 truncate">{item.service?.name}</span>
				{item.estimate !== null && (
					<span title={t("points", { count: item.estimate })} className="rounded-sm bg-hover px-1.5 tabular-nums">
						<span aria-hidden>{item.estimate}</span>
						<span className="sr-only">{t("points", { count: item.estimate })}</span>
					</span>
				)}
				<Avatar person={item.assignee} />
			</div>
		</div>
	);
}
