import { z } from "zod";
import { emitPull } from "../actions/after-push.ts";
import { tokenLogin } from "../context.ts";
import { labelJson } from "../json/label-json.ts";
import type { PullRecord } from "../state/types.ts";
import { paged } from "./pages.ts";
import { ApiError, notFound, ok, type RepositoryRequest } from "./request.ts";
import type { Routes } from "./router.ts";

const name = z.string().min(1).max(50);
const bodySchema = z.object({ labels: z.array(name).min(1).max(100) });
const documentation = "/issues/labels#add-labels-to-an-issue";

/** Labels of pull requests, which are issues to this part of the API. */
export const labelRoutes: Routes<RepositoryRequest> = {
	"GET /issues/:number/labels": (request) => {
		const pull = findPull(request);
		return paged(request, pull.labels ?? [], (one) => labelJson(request.context, pull.repository, one));
	},
	"POST /issues/:number/labels": async (request) => {
		const pull = findPull(request);
		const given = bodySchema.safeParse(request.body);
		if (!given.success) throw new ApiError(422, "Invalid request.\n\nWrong or missing: labels.", documentation);
		const before = pull.labels ?? [];
		for (const label of given.data.labels.filter((one) => !before.includes(one)))
			await setLabels(request, pull, { labels: [...(pull.labels ?? []), label], action: "labeled", label });
		return ok(labelsOf(request, pull));
	},
	"DELETE /issues/:number/labels/:label": async (request) => {
		const pull = findPull(request);
		const { label = "" } = request.params;
		if (!pull.labels?.includes(label)) throw notFound();
		await setLabels(request, pull, {
			...{ labels: pull.labels.filter((one) => one !== label), action: "unlabeled", label },
		});
		return ok(labelsOf(request, pull));
	},
};

const labelsOf = ({ context }: RepositoryRequest, pull: PullRecord) =>
	(pull.labels ?? []).map((one) => labelJson(context, pull.repository, one));

type Change = { labels: string[]; action: "labeled" | "unlabeled"; label: string };

async function setLabels({ context }: RepositoryRequest, pull: PullRecord, { labels, action, label }: Change) {
	Object.assign(pull, { labels, updatedAt: new Date().toISOString() });
	context.save();
	await emitPull(context, { pull, login: tokenLogin, action, label: labelJson(context, pull.repository, label) });
}

function findPull({ context, repository, params }: RepositoryRequest): PullRecord {
	const found = context.state.pulls.find(
		(pull) => pull.repository === repository.name && String(pull.number) === params.number,
	);
	if (!found) throw notFound();
	return found;
}
