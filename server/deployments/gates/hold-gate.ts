import type { Reader } from "#server/platform/database.ts";
import type { Artifact, Prisma } from "../../../prisma/generated/client.ts";
import { commitsOnlyIn } from "../internal/commits-only-in.ts";
import { containedCommits } from "../internal/contained-commits.ts";
import { itemsBehind } from "../internal/items-behind.ts";
import { codedSchema } from "../schema.ts";
import { type GateQuestion, gate } from "./gate.ts";
import type { Gate } from "./schema.ts";

/** Holds of one service that later versions are compared with. */
const mostHolds = 50;

const include = {
	incident: {
		select: {
			number: true,
			family: { select: { item: { select: { id: true, key: true, duplicateOfId: true } } } },
		},
	},
} satisfies Prisma.VersionHoldInclude;
type Hold = Prisma.VersionHoldGetPayload<{ include: typeof include }>;
/** A hold with the version it is of, as far as that is known. */
type Held = { hold: Hold; version: string | null; commitSha: string | null; digests: string[] };
type Question = Pick<GateQuestion, "reader" | "place"> & { artifact: Artifact };

/**
 * A held version is closed on every path: its digest, every image of its commit, and every later version that does not bring
 * the fix, a commit of the item that the hold's incident was filed as. Where no incident says what the fix would be, a later
 * version is let through with a warning.
 */
export async function holdGate({ reader, place, artifact }: Question): Promise<Gate> {
	const all = await listHeld(reader, place.serviceId, artifact);
	const same = all.find((held) => isSame(held, artifact));
	if (same) return closed(same, { later: false });
	const later = await laterThan(reader, artifact, all);
	const unfixed = later.filter(({ fixed }) => !fixed);
	const known = unfixed.find(({ held }) => itemOf(held.hold));
	if (known) return closed(known.held, { later: true });
	const [doubtful] = unfixed;
	if (doubtful) return gate("version-held", "warn", factsOf(doubtful.held));
	const [mended] = later;
	return gate("version-held", "pass", mended ? { ...factsOf(mended.held), fixes: true } : { fixes: false });
}

/** The newest holds, and those of the version itself however old they are. */
async function listHeld(reader: Reader, serviceId: string, artifact: Artifact): Promise<Held[]> {
	const where = { serviceId, liftedAt: null };
	const orderBy = { createdAt: "desc" } as const;
	const newest = await reader.versionHold.findMany({ where, include, orderBy, take: mostHolds });
	const own = await reader.versionHold.findMany({
		where: { ...where, digest: { in: await digestsOf(reader, artifact) } },
		...{ include, orderBy, take: mostHolds },
	});
	const holds = [...new Map([...newest, ...own].map((hold) => [hold.id, hold])).values()];
	if (holds.length === 0) return [];
	const digests = holds.map(({ digest }) => digest);
	const artifacts = await reader.artifact.findMany({
		where: { OR: [{ digest: { in: digests } }, { platformDigests: { hasSome: digests } }] },
	});
	return holds.map((hold) => {
		const of = artifacts.find(({ digest, platformDigests }) => [digest, ...platformDigests].includes(hold.digest));
		const { version = null, commitSha = null, digest = hold.digest, platformDigests = [] } = of ?? {};
		return { hold, version, commitSha, digests: [hold.digest, digest, ...platformDigests] };
	});
}

/** Of every image of its commit. */
async function digestsOf(reader: Reader, { digest, platformDigests, commitSha }: Artifact): Promise<string[]> {
	const others = commitSha ? await reader.artifact.findMany({ where: { commitSha }, take: 200 }) : [];
	return [digest, ...platformDigests, ...others.flatMap((one) => [one.digest, ...one.platformDigests])];
}

const isSame = ({ digests, commitSha }: Held, artifact: Artifact): boolean =>
	digests.includes(artifact.digest) || (commitSha !== null && commitSha === artifact.commitSha);

/** The holds whose commit a version contains, and whether what came since is their fix. */
async function laterThan(reader: Reader, { commitSha: of }: Artifact, all: Held[]) {
	if (!of) return [];
	const among = all.flatMap(({ commitSha }) => commitSha ?? []);
	const contained = await containedCommits(reader, { of, among });
	const later: { held: Held; fixed: boolean }[] = [];
	for (const held of all) {
		if (!held.commitSha || !contained.has(held.commitSha)) continue;
		const since = await commitsOnlyIn(reader, { of, without: held.commitSha });
		later.push({ held, fixed: await bringsFix(reader, since ?? [], held.hold) });
	}
	return later;
}

/** Whether commits implement the item of a hold's incident, a part of it, or what it is a duplicate of. */
async function bringsFix(reader: Reader, commitIds: string[], hold: Hold): Promise<boolean> {
	const item = itemOf(hold);
	if (!item) return false;
	const brought = (await itemsBehind(reader, commitIds)).map(({ id }) => id);
	const found = await reader.item.findFirst({
		where: {
			id: { in: brought },
			OR: [{ id: { in: [item.id, item.duplicateOfId ?? item.id] } }, { parentId: item.id }],
		},
		select: { id: true },
	});
	return found !== null;
}

const itemOf = (hold: Hold) => hold.incident?.family.item ?? null;

function closed(held: Held, { later }: { later: boolean }): Gate {
	const override = { action: "hold.lift", id: held.hold.id };
	return { ...gate("version-held", "fail", { ...factsOf(held), later }), override };
}

function factsOf({ hold, version }: Held): Gate["params"] {
	const { incident, incidentId, createdAt } = hold;
	return {
		since: createdAt.toISOString(),
		because: codedSchema.safeParse(hold.reason).data?.code === "worse-verdict" ? "worse" : "rolled-back",
		version: version ?? hold.digest.slice(7, 19),
		filed: incident !== null,
		...(incident && { incident: incident.number, incidentId }),
		item: itemOf(hold)?.key ?? null,
	};
}
