import { createServer } from "node:net";

/**
 * The first of ten neighbouring ports that nothing listens on at this moment, below those that the system hands out
 * by itself. For tests.
 */
export async function freePorts(): Promise<number> {
	for (;;) {
		const base = 10_000 + Math.floor(Math.random() * 2_000) * 10;
		const free = await Promise.all(Array.from({ length: 10 }, (_, offset) => isFree(base + offset)));
		if (free.every(Boolean)) return base;
	}
}

const isFree = (port: number): Promise<boolean> =>
	new Promise((resolve) => {
		const server = createServer();
		server.once("error", () => resolve(false));
		server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
	});
