import type { Reader } from "#server/platform/database.ts";
import { type LoadedRota, loadRota } from "./load-rota.ts";
import type { OnCallNow } from "./schema.ts";
import { shiftAt, shiftsFrom } from "./shift-at.ts";

/** How many shifts of nobody in a row are looked past for somebody. */
const lookAhead = 20;

/** Who is on call for a team at a moment, from its rota and overrides. */
export async function findOnCall(reader: Reader, teamId: string, at: Date): Promise<OnCallNow> {
	const loaded = await loadRota(reader, teamId, at);
	return loaded ? onCallIn(loaded, at) : { person: null, why: "none", until: null };
}

/** Who a rota names at a moment. */
export function onCallIn({ rota, others, personOf }: LoadedRota, at: Date): OnCallNow {
	const now = shiftAt(rota, others, at);
	if (now.person) return { person: personOf(now.person), why: null, until: now.until.toISOString() };
	const next = shiftsFrom(rota, others, { at: now.until, count: lookAhead }).find(({ person }) => person !== null);
	return { person: null, why: reasons[now.because], until: next?.from?.toISOString() ?? null };
}

const reasons = { "not-started": "later", override: "hole", turn: "left" } as const;
