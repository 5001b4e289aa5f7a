import { organisation } from "../../company/company.ts";
import type { Context } from "../context.ts";
import type { CommentRecord } from "../state/types.ts";
import { nodeId, seconds, userJson } from "./user-json.ts";

/** GitHub's "issue comment". */
export function commentJson(context: Context, comment: CommentRecord) {
	const { id, repository, number, author, body, createdAt, updatedAt } = comment;
	const slug = `${organisation}/${repository}`;
	const api = `${context.apiUrl}/repos/${slug}/issues`;
	return {
		id,
		node_id: nodeId("IC", id),
		url: `${api}/comments/${id}`,
		html_url: `${context.webUrl}/${slug}/pull/${number}#issuecomment-${id}`,
		issue_url: `${api}/${number}`,
		body,
		user: userJson(context, author),
		created_at: seconds(createdAt),
		updated_at: seconds(updatedAt),
		author_association: "MEMBER" as const,
		performed_via_github_app: null,
	};
}
