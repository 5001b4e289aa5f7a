import { createServer } from "node:net";
import { networkInterfaces } from "node:os";

/**
 * The first of ten neighbouring ports that nothing listens on at this moment, below those that the system hands out
 * by itself. For tests.
 */
export async function freePorts(): Promise<number> {
	for (;;) {
		const base = 10_000 + Math.floor(Math.random() * 2_000) * 10;
		const free = await Promise.all(Array.from({ length: 10 }, (_, offset) => isFree(base + offset)));
		if (free.every(Boolean) && !podsOfOthers(base)) return base;
	}
}

const isFree = (port: number): Promise<boolean> =>
	new Promise((resolve) => {
		const server = createServer();
		server.once("error", () => resolve(false));
		server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
	});

/** Whether another sandbox's pods live on the network 10.N.0.0/16 that belongs to these ports. */
function podsOfOthers(base: number): boolean {
	const gateway = `10.${100 + (Math.floor(base / 10) % 100)}.0.1`;
	return Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === gateway));
}
