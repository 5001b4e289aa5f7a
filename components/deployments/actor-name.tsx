"use client";

import { useTranslations } from "next-intl";

type Actor = {
	kind: string;
	id: string;
	name?: string | undefined;
	login?: string | undefined;
	onBehalfOf?: unknown;
};

/** Who did it: a person's name, Lazo itself in one of its roles, or whom it acted for. */
export function ActorName({ actor }: { actor: Actor }) {
	const t = useTranslations("deployments");
	if (actor.name ?? actor.login) return actor.name ?? actor.login;
	return t.has(`actor.${actor.id}`) ? t(`actor.${actor.id}`) : (nameOf(actor.onBehalfOf) ?? actor.id);
}

function nameOf(actor: unknown): string | null {
	if (typeof actor !== "object" || actor === null || !("name" in actor)) return null;
	return typeof actor.name === "string" ? actor.name : null;
}
