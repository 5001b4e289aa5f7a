"use client";

import { Keyboard, KeyRound, LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { Menu, MenuItem, MenuLine } from "#components/ui/menu.tsx";
import { openShortcuts } from "./palette-state.ts";
import { useMe } from "./queries.ts";

/** Who is signed in, their tokens and sessions, and the way out. */
export function PersonMenu() {
	const t = useTranslations("frame");
	const me = useMe();
	const initials = (me?.name ?? "")
		.split(/\s+/)
		.map((word) => word[0] ?? "")
		.slice(0, 2)
		.join("");
	return (
		<Menu
			align="end"
			trigger={
				<button
					type="button"
					className="ml-1 inline-flex size-7 items-center justify-center rounded-full border border-line-strong bg-surface font-medium text-xs hover:bg-hover max-md:size-9"
				>
					<span aria-hidden>{initials}</span>
					<span className="sr-only">{t("person", { name: me?.name ?? "" })}</span>
				</button>
			}
		>
			<div className="px-2 pt-1.5 pb-1">
				<p className="font-medium">{me?.name}</p>
				<p className="text-muted text-xs">{me?.login}</p>
			</div>
			<MenuLine />
			<MenuItem href="/settings/access" icon={<KeyRound aria-hidden size={14} />}>
				{t("tokensAndSessions")}
			</MenuItem>
			<MenuItem onSelect={openShortcuts} icon={<Keyboard aria-hidden size={14} />}>
				{t("shortcuts")}
			</MenuItem>
			<MenuLine />
			<MenuItem onSelect={signOut} icon={<LogOut aria-hidden size={14} />}>
				{t("signOut")}
			</MenuItem>
		</Menu>
	);
}

/** Sends the sign-out as a form, so that the browser follows where it leads. */
function signOut(): void {
	const form = document.createElement("form");
	form.method = "post";
	form.action = "/api/auth/sign-out";
	document.body.append(form);
	form.submit();
}
