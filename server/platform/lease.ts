import { randomUUID } from "node:crypto";
import { db } from "./database.ts";
import { log } from "./log.ts";

/** Who this process is among its kind. */
export const holderId = randomUUID();

const lifetimeSeconds = 15;

/** Takes or renews a lease; false when another holder's has not run out. The database's clock decides. */
export async function takeLease(name: string, address: string | null = null): Promise<boolean> {
	const rows = await db().$queryRaw<{ name: string }[]>`
		insert into "Lease" (name, holder, until, address) values (${name}, ${holderId}, now() + make_interval(secs => ${lifetimeSeconds}), ${address})
		on conflict (name) do update set holder = excluded.holder, until = excluded.until, address = excluded.address
		where "Lease".holder = excluded.holder or "Lease".until < now()
		returning name`;
	return rows.length > 0;
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

	const letGo = async () => {
		held?.abort.abort();
		await held?.done;
		held = undefined;
	};
	const tick = async () => {
		const mine = !stopped && (await takeLease(name, address).catch(() => false));
		if (!mine) return letGo();
		if (held) return;
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
	void tick();
	const timer = setInterval(() => void tick(), (lifetimeSeconds * 1_000) / 3);
	return async () => {
		stopped = true;
		clearInterval(timer);
		await letGo();
		await dropLease(name).catch(() => {});
	};
}
