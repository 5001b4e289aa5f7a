import type { Reader } from "#server/platform/database.ts";
import { type LoadedRota, loadRota } from "./load-rota.ts";
import type { OnCallNow } from "./schema.ts";
import { type Shift, shiftsFrom } from "./shift-at.ts";

/** How many shifts of nobody in a row are looked past for somebody. */
const lookAhead = 20;

/** Who is on call for a team at a moment, from its rota and overrides. */
export async function findOnCall(reader: Reader, teamId: string, at: Date): Promise<OnCallNow> {
	const loaded = await loadRota(reader, teamId, at);
	return loaded ? onCallIn(loaded, at) : { person: null, why: "none", until: null };
}

/** Who a rota names at a moment. */
export function onCallIn({ rota, others, personOf }: LoadedRota, at: Date): OnCallNow {
	const shifts = shiftsFrom(rota, others, { at, count: lookAhead });
	const [now] = shifts;
	if (!now) return { person: null, why: "none", until: null };
	const change = now.person ? now.until : shifts.find(({ person }) => person !== null)?.from;
	return { person: personOf(now.person), why: whyNobody(now), until: change?.toISOString() ?? null };
}

const reasons = { "not-started": "later", override: "hole", turn: "left" } as const;
const whyNobody = ({ person, because }: Shift) => (person ? null : reasons[because]);
