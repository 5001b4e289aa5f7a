import { organisation } from "../../company/company.ts";
import type { Context } from "../context.ts";
import { nodeId } from "./user-json.ts";

/** A GitHub label; only its name is anyone's choice here. */
export function labelJson(context: Context, repository: string, name: string) {
	const id = [...name].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 1_000_000_007, 7);
	return {
		id,
		node_id: nodeId("LA", id),
		url: `${context.apiUrl}/repos/${organisation}/${repository}/labels/${encodeURIComponent(name)}`,
		name,
		color: "ededed",
		default: false,
		description: null,
	};
}
