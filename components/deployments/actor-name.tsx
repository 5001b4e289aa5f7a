"use client";

import { useTranslations } from "next-intl";

type Actor = { kind: string; id: string; name?: string | undefined; login?: string | undefined };

/** Who did it: a person's name, or Lazo itself in one of its roles. */
export function ActorName({ actor }: { actor: Actor }) {
	const t = useTranslations("deployments");
	return <>{actor.name ?? actor.login ?? (t.has(`actor.${actor.id}`) ? t(`actor.${actor.id}`) : actor.id)}</>;
}
