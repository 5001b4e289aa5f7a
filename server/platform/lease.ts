import { randomUUID } from "node:crypto";
import { db } from "./database.ts";
import { log } from "./log.ts";
import { keepPresence, presenceClass } from "./presence.ts";

/** Who this process is among its kind. */
export const holderId = randomUUID();

const lifetimeSeconds = 15;

/**
 * Takes or renews a lease; false when another holder's has not run out and that one is not known to be dead. The
 * database's clock decides. `present`: this process keeps its presence, so the lease ends with the process.
 */
export async function takeLease(name: string, address: string | null = null, present = false): Promise<boolean> {
	const rows = await db().$queryRaw<{ name: string }[]>`
		insert into "Lease" (name, holder, until, address, present)
		values (${name}, ${holderId}, now() + make_interval(secs => ${lifetimeSeconds}), ${address}, ${present})
		on conflict (name) do update
			set holder = excluded.holder, until = excluded.until, address = excluded.address, present = excluded.present
		where "Lease".holder = excluded.holder or "Lease".until < now() or ("Lease".present and not exists (
			select 1 from pg_locks where locktype = 'advisory' and granted
				and database = (select oid from pg_database where datname = current_database())
				and classid = ${presenceClass}::oid and objid = (hashtext("Lease".holder)::bigint & 4294967295)::oid))
		returning name`;
	return rows.length > 0;
}

type Wish = { tick: () => Promise<void>; letGo: () => Promise<void> };

/** The presence of this process, kept for as long as it wants leases. */
let presence: ReturnType<typeof keepPresence> | undefined;
const wishes = new Set<Wish>();

function addWish(wish: Wish): () => Promise<void> {
	wishes.add(wish);
	// Without presence others may take over what this process held, so it stops at once and asks again.
	presence ??= keepPresence(holderId, (kept) => {
		for (const { tick, letGo } of wishes) void (kept ? tick() : letGo());
	});
	return async () => {
		wishes.delete(wish);
		if (wishes.size > 0) return;
		const last = presence;
		presence = undefined;
		await last?.close();
	};
}

async function dropLease(name: string): Promise<void> {
	await db().lease.deleteMany({ where: { name, holder: holderId } });
}

type HeldWork = (signal: AbortSignal) => Promise<void>;

/**
 * Runs `work` while this process holds the lease `name`, and again whenever it gets it back.
 * The signal aborts when the lease is lost. Returns how to stop, which gives the lease back at once.
 */
export function whileHolding(name: string, address: string | null, work: HeldWork): () => Promise<void> {
	let held: { abort: AbortController; done: Promise<void> } | undefined;
	let stopped = false;
	const asking = new Set<Promise<void>>();
	/** How often it was let go. An answer to what was asked before that says nothing about now. */
	let timesLetGo = 0;

	const letGo = async () => {
		timesLetGo++;
		const last = held;
		last?.abort.abort();
		await last?.done;
		if (held === last) held = undefined;
	};
	const ask = async () => {
		const before = timesLetGo;
		const mine = await takeLease(name, address, presence?.kept).catch(() => false);
		if (!mine) return letGo();
		if (held || stopped || timesLetGo !== before) return;
		const abort = new AbortController();
		const done = work(abort.signal)
			.catch((error: Error) => {
				if (!abort.signal.aborted)
					log.error({ lease: name, error: error.message }, "leased work ended; it starts again");
			})
			.finally(() => {
				held = undefined;
			});
		held = { abort, done };
	};
	const tick = async () => {
		if (stopped) return;
		const question = ask();
		asking.add(question);
		await question.finally(() => asking.delete(question));
	};
	const leave = addWish({ tick, letGo });
	void tick();
	const timer = setInterval(() => void tick(), (lifetimeSeconds * 1_000) / 3);
	return async () => {
		stopped = true;
		clearInterval(timer);
		await letGo();
		// What is being asked for may still be given, and would then be kept from others.
		await Promise.all(asking);
		await dropLease(name).catch(() => {});
		await leave();
	};
}
