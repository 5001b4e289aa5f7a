import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import { StatusError } from "./status-error.ts";

function digest(text: string): Buffer {
	return createHash("sha256").update(text).digest();
}

function certificateUser(request: IncomingMessage): string | undefined {
	const { socket } = request;
	if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
	const name = socket.getPeerCertificate().subject?.CN;
	return Array.isArray(name) ? name[0] : name;
}

/**
 * Who asks: the holder of the admin's bearer token, or of a client certificate of the cluster's authority.
 * @throws StatusError 401 for anybody else
 */
export function authenticate(request: IncomingMessage, adminToken: string): string {
	const header = request.headers.authorization;
	const token = header?.startsWith("Bearer ") ? header.slice(7).trim() : undefined;
	if (token !== undefined && timingSafeEqual(digest(token), digest(adminToken))) return "admin";
	const user = token === undefined ? certificateUser(request) : undefined;
	if (user) return user;
	throw new StatusError(401, "Unauthorized", { message: "Unauthorized" });
}
