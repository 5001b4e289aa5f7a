import { z } from "@hono/zod-openapi";
import { endTerminal } from "#server/workloads/terminal/end-terminal.ts";
import { listTerminals } from "#server/workloads/terminal/list-terminals.ts";
import { openTerminal } from "#server/workloads/terminal/open-terminal.ts";
import { readTerminal } from "#server/workloads/terminal/read-terminal.ts";
import { resizeTerminal } from "#server/workloads/terminal/resize-terminal.ts";
import { listTerminalRights } from "#server/workloads/terminal/rights/list-terminal-rights.ts";
import { setTerminalRight } from "#server/workloads/terminal/rights/set-terminal-right.ts";
import {
	openedTerminalSchema,
	openTerminalSchema,
	terminalEventSchema,
	terminalInputSchema,
	terminalRightsSchema,
	terminalSchema,
	windowSchema,
} from "#server/workloads/terminal/schema.ts";
import { writeTerminal } from "#server/workloads/terminal/write-terminal.ts";
import { type Operation, operation, streaming } from "../operation.ts";

const tag = "Terminals";
const name = z.string().min(1).max(253);
const terminal = z.object({ id: z.uuid() });
const done = z.object({ ok: z.literal(true) });
const ok = { ok: true as const };

export const terminalsOperations: Operation[] = [
	operation({
		method: "post",
		path: "/pods/{id}/terminal",
		outOfLine: true,
		action: "terminal.open",
		tag,
		summary: "Open a shell in a running container, for a quarter of an hour at most; who and why is audited",
		params: z.object({ id: z.uuid() }),
		body: openTerminalSchema,
		response: openedTerminalSchema,
		status: 201,
		run: ({ actor, params, body }) => openTerminal(actor, params.id, body),
	}),
	streaming({
		path: "/terminals/{id}/output",
		action: "terminal.read",
		tag,
		summary: "What one's own terminal prints, from a number of bytes on, and why it ends",
		params: terminal,
		query: z.object({ from: z.coerce.number().int().min(0).default(0) }),
		response: terminalEventSchema,
		run: ({ actor, params, query, signal }) => readTerminal(actor, { ...params, ...query }, signal),
	}),
	operation({
		method: "post",
		path: "/terminals/{id}/input",
		outOfLine: true,
		action: "terminal.open",
		tag,
		summary: "Type into one's own terminal: numbered batches, each written once and in order",
		params: terminal,
		body: terminalInputSchema,
		response: done,
		run: async ({ actor, params, body }) => {
			await writeTerminal(actor, params.id, body);
			return ok;
		},
	}),
	operation({
		method: "post",
		path: "/terminals/{id}/size",
		outOfLine: true,
		action: "terminal.open",
		tag,
		summary: "Tell one's own terminal how large its window is",
		params: terminal,
		body: windowSchema,
		response: done,
		run: async ({ actor, params, body }) => {
			await resizeTerminal(actor, params.id, body);
			return ok;
		},
	}),
	operation({
		method: "delete",
		path: "/terminals/{id}",
		outOfLine: true,
		action: "terminal.end",
		tag,
		summary: "End one's own terminal",
		params: terminal,
		response: done,
		run: async ({ actor, params }) => {
			await endTerminal(actor, params.id);
			return ok;
		},
	}),
	operation({
		method: "get",
		path: "/services/{service}/terminals",
		action: "workloads.read",
		tag,
		summary: "Who opened which container of a service, when, why and how it ended",
		params: z.object({ service: name }),
		response: z.object({ items: z.array(terminalSchema) }),
		run: ({ actor, params }) => listTerminals(actor, params.service),
	}),
	operation({
		method: "get",
		path: "/terminal-rights",
		action: "access.read",
		tag,
		summary: "For which teams terminals are switched on, environment by environment",
		response: terminalRightsSchema,
		run: ({ actor }) => listTerminalRights(actor),
	}),
	operation({
		method: "put",
		path: "/environments/{environment}/terminal-rights/{team}",
		action: "access.manage",
		tag,
		summary: "Switch terminals on or off for a team's services in an environment; off ends those that are open",
		params: z.object({ environment: name, team: name }),
		body: z.strictObject({ allowed: z.boolean() }),
		response: done,
		run: async ({ actor, params, body }) => {
			await setTerminalRight(actor, params, body.allowed);
			return ok;
		},
	}),
];
