import { createServer } from "node:https";
import type { Socket } from "node:net";
import type { Credentials } from "../pki/credentials.ts";
import type { Cluster } from "../registry/cluster.ts";
import type { Api } from "./context.ts";
import { handleRequest } from "./handle-request.ts";
import { passUpgrade } from "./pod-exec.ts";

type ApiServer = {
	/** Serves again after `vanish`; resolves when it does. */
	appear: () => Promise<void>;
	/** Breaks every connection and refuses new ones. */
	vanish: () => Promise<void>;
};

type ApiServerOptions = { cluster: Cluster; credentials: Credentials; port: number };

/** The API server over TLS on 127.0.0.1; it listens after the first `appear`. */
export function createApiServer(options: ApiServerOptions): ApiServer {
	const { cluster, credentials, port } = options;
	const api: Api = { cluster, port, adminToken: credentials.adminToken, kubeletClient: credentials.kubeletClient };
	const server = createServer(
		{
			key: credentials.server.key,
			cert: credentials.server.certificate,
			ca: credentials.authority,
			requestCert: true,
			rejectUnauthorized: false,
			keepAliveTimeout: 90_000,
		},
		(request, response) => void handleRequest(api, request, response),
	);
	server.on("upgrade", (request, socket, head) => passUpgrade(api, { request, socket, head }));
	server.requestTimeout = 0;
	const sockets = new Set<Socket>();
	server.on("connection", (socket: Socket) => {
		sockets.add(socket);
		socket.on("close", () => sockets.delete(socket));
	});
	server.on("tlsClientError", () => undefined);
	return {
		appear: () =>
			new Promise((resolve, reject) => {
				if (server.listening) return resolve();
				server.once("error", reject);
				server.listen(port, "127.0.0.1", () => {
					server.off("error", reject);
					resolve();
				});
			}),
		vanish: () =>
			new Promise((resolve) => {
				if (!server.listening) return resolve();
				server.close(() => resolve());
				server.closeAllConnections();
				for (const socket of sockets) socket.destroy();
			}),
	};
}
