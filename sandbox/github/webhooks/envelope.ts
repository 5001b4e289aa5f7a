import type { Context } from "../context.ts";
import { organisationJson } from "../json/organisation-json.ts";
import { repositoryJson, repositoryRecord } from "../json/repository-json.ts";
import { userJson } from "../json/user-json.ts";

/** What every webhook carries: where it happened, and who did it. */
export function envelope(context: Context, repository: string, sender: string) {
	return {
		repository: repositoryJson(context, repositoryRecord(context, repository)),
		organization: organisationJson(context),
		sender: userJson(context, sender),
	};
}
