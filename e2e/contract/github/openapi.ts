import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { z } from "zod";

const anySchema = z.record(z.string(), z.unknown());
const descriptionSchema = z.object({
	paths: z.record(z.string(), z.record(z.string(), z.unknown())),
	components: z.object({ schemas: z.record(z.string(), anySchema), responses: z.record(z.string(), z.unknown()) }),
});
const contentSchema = z.object({ content: z.object({ "application/json": z.object({ schema: anySchema }) }) });
const operationSchema = z.object({ responses: z.record(z.string(), z.unknown()) });
const answerSchema = z.union([z.object({ $ref: z.string() }), contentSchema]);

const file = new URL("../../schemas/node_modules/@octokit/openapi/generated/api.github.com.json", import.meta.url);
const { paths, components } = descriptionSchema.parse(JSON.parse(readFileSync(file, "utf8")));

const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
addFormats.default(ajv);
const added = new Set<string>();

/**
 * What GitHub's own description says an answer has to be: an operation such as `GET /repos/{owner}/{repo}` and a status.
 * Only the schemas that the answer needs are compiled. Throws when the description knows no such answer.
 */
export function describedAnswer(operation: string, status: number): ValidateFunction {
	const [method = "", path = ""] = operation.split(" ");
	const described = operationSchema.parse(paths[path]?.[method.toLowerCase()]);
	const found = described.responses[status];
	if (!found) throw new Error(`${operation} is not described to answer ${status}`);
	const answer = answerSchema.parse(found);
	const content = contentSchema.parse("$ref" in answer ? components.responses[lastPart(answer.$ref)] : answer);
	return ajv.compile(anySchema.parse(toJsonSchema(content.content["application/json"].schema)));
}

/** OpenAPI 3.0 says `nullable` where JSON Schema has a type `null`; references are followed as they are met. */
function toJsonSchema(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(toJsonSchema);
	if (typeof value !== "object" || value === null) return value;
	const entries = Object.entries(value).filter(([key]) => key !== "example" && key !== "examples");
	const schema = Object.fromEntries(entries.map(([key, part]) => [key, toJsonSchema(part)]));
	if (typeof schema.$ref === "string") {
		const name = lastPart(schema.$ref);
		addSchema(name);
		return { $ref: name };
	}
	const { nullable, ...rest } = schema;
	return nullable === true ? { anyOf: [{ type: "null" }, rest] } : rest;
}

function addSchema(name: string): void {
	if (added.has(name)) return;
	added.add(name);
	ajv.addSchema(anySchema.parse(toJsonSchema(components.schemas[name])), name);
}

function lastPart(reference: string): string {
	return reference.split("/").at(-1) ?? "";
}
