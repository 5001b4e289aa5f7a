import type { IncomingMessage } from "node:http";
import { parse } from "yaml";
import type { JsonObject } from "../objects/json.ts";
import { isObject } from "../objects/json.ts";
import { badRequest, StatusError } from "./status-error.ts";

const limitBytes = 3 * 1024 * 1024;

/** The body of a request as text. @throws StatusError 413 over 3 MiB, the API server's own limit */
export async function readText(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request) {
		size += chunk.length;
		if (size > limitBytes) {
			throw new StatusError(413, "RequestEntityTooLarge", {
				message: `Request entity too large: limit is ${limitBytes}`,
			});
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}

/** An object out of a JSON or YAML body, undefined when there is none. @throws StatusError 400, 415 */
export function parseObject(text: string, contentType: string | undefined): JsonObject | undefined {
	if (text.trim() === "") return undefined;
	const type = (contentType ?? "application/json").split(";")[0]?.trim() ?? "";
	if (!["application/json", "application/yaml"].includes(type)) {
		throw new StatusError(415, "UnsupportedMediaType", {
			message:
				"the body of the request was in an unknown format - accepted media types include: application/json, application/yaml",
		});
	}
	let value: unknown;
	try {
		value = type === "application/yaml" ? parse(text) : JSON.parse(text);
	} catch (error) {
		throw badRequest(error instanceof Error ? error.message : "the body cannot be parsed");
	}
	if (!isObject(value)) throw badRequest("couldn't get version/kind; json parse error: the body is not an object");
	return value;
}
