import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server of 127.0.0.1 for the length of a test. */
export type Answering = { url: string; close: () => Promise<void> };

/** Starts a server that answers every request so. */
export async function answerWith(
	answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Answering> {
	const server = createServer((request, response) => {
		request.resume();
		answer(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
