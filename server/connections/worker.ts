import { notFound } from "#server/platform/errors.ts";
import { answer } from "#server/platform/rpc.ts";
import type { WorkerFeature } from "../worker/feature.ts";
import { testConnectionCall } from "./test-connection.ts";
import { tryConnection } from "./try-connection.ts";

/** Answers "Test now", and tries what was added at once, whether or not anything asks it soon. */
export const connectionsWorker: WorkerFeature = {
	name: "connections",
	start: async ({ handlers }) => {
		answer(handlers, testConnectionCall, async ({ connectionId }) => {
			const result = await tryConnection(connectionId);
			if (!result) throw notFound("connection", connectionId);
			return result;
		});
		return async () => {};
	},
	reactions: [
		{
			name: "connections.try-added",
			types: ["connection.added"],
			react: async ({ subjectId }) => void (await tryConnection(subjectId)),
		},
	],
};
