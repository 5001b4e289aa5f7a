import type { IncomingMessage, ServerResponse } from "node:http";
import type { KeyPair } from "../pki/issue-certificate.ts";
import type { Cluster } from "../registry/cluster.ts";
import type { RequestInfo } from "./request-info.ts";

/** What serves requests, besides the objects. */
export type Api = { cluster: Cluster; adminToken: string; kubeletClient: KeyPair; port: number };

/** One authenticated request for an object or a list. */
export type Call = {
	api: Api;
	info: RequestInfo;
	query: URLSearchParams;
	request: IncomingMessage;
	response: ServerResponse;
};

/** An answer with a body; streams answer by themselves. */
export type Answer = { code: number; body: object };
