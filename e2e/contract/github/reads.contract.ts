import { describe, expect, it } from "vitest";
import { z } from "zod";
import { describedAnswer } from "./openapi.ts";
import { ask, organisation, repository } from "./server.ts";

const repo = `/repos/${organisation}/${repository}`;
const template = "/repos/{owner}/{repo}";

/** Reads one number out of a list of the server, so that further paths can be made from it. */
async function pick(path: string, shape: z.ZodType<number>): Promise<number> {
	return shape.parse(await (await ask(path)).json());
}

const runs = z.object({ workflow_runs: z.array(z.object({ id: z.number() })).min(1) });
const run = await pick(
	`${repo}/actions/runs`,
	runs.transform((body) => body.workflow_runs[0]?.id ?? 0),
);
const jobList = z.object({ jobs: z.array(z.object({ id: z.number() })).min(1) });
const job = await pick(
	`${repo}/actions/runs/${run}/jobs`,
	jobList.transform((body) => body.jobs[0]?.id ?? 0),
);
const pullList = z.array(z.object({ number: z.number() })).min(1);
const pull = await pick(
	`${repo}/pulls?state=all`,
	pullList.transform((body) => body[0]?.number ?? 0),
);
const refs = z.array(z.object({ name: z.string() })).min(1);
const branch = refs.parse(await (await ask(`${repo}/branches`)).json())[0]?.name ?? "";

const reads: [path: string, operation: string][] = [
	["/user", "GET /user"],
	["/rate_limit", "GET /rate_limit"],
	["/meta", "GET /meta"],
	[`/orgs/${organisation}`, "GET /orgs/{org}"],
	[`/orgs/${organisation}/repos`, "GET /orgs/{org}/repos"],
	[`/orgs/${organisation}/members`, "GET /orgs/{org}/members"],
	[`/orgs/${organisation}/teams`, "GET /orgs/{org}/teams"],
	[`/orgs/${organisation}/teams/payments/members`, "GET /orgs/{org}/teams/{team_slug}/members"],
	[repo, `GET ${template}`],
	[`${repo}/branches`, `GET ${template}/branches`],
	[`${repo}/branches/${encodeURIComponent(branch)}`, `GET ${template}/branches/{branch}`],
	[`${repo}/tags`, `GET ${template}/tags`],
	[`${repo}/git/matching-refs/tags/v1`, `GET ${template}/git/matching-refs/{ref}`],
	[`${repo}/git/trees/main?recursive=1`, `GET ${template}/git/trees/{tree_sha}`],
	[`${repo}/commits?per_page=5&path=service.json`, `GET ${template}/commits`],
	[`${repo}/commits/main`, `GET ${template}/commits/{ref}`],
	[`${repo}/commits/main/check-runs`, `GET ${template}/commits/{ref}/check-runs`],
	[`${repo}/commits/${encodeURIComponent(branch)}/pulls`, `GET ${template}/commits/{commit_sha}/pulls`],
	[`${repo}/compare/main...${encodeURIComponent(branch)}`, `GET ${template}/compare/{basehead}`],
	[`${repo}/contents/catalog-info.yaml?ref=main`, `GET ${template}/contents/{path}`],
	[`${repo}/contents/docs`, `GET ${template}/contents/{path}`],
	[`${repo}/pulls?state=all`, `GET ${template}/pulls`],
	[`${repo}/pulls/${pull}`, `GET ${template}/pulls/{pull_number}`],
	[`${repo}/pulls/${pull}/commits`, `GET ${template}/pulls/{pull_number}/commits`],
	[`${repo}/actions/workflows`, `GET ${template}/actions/workflows`],
	[`${repo}/actions/workflows/release.yml`, `GET ${template}/actions/workflows/{workflow_id}`],
	[`${repo}/actions/workflows/ci.yml/runs`, `GET ${template}/actions/workflows/{workflow_id}/runs`],
	[`${repo}/actions/runs?status=success&event=push`, `GET ${template}/actions/runs`],
	[`${repo}/actions/runs/${run}`, `GET ${template}/actions/runs/{run_id}`],
	[`${repo}/actions/runs/${run}/attempts/1`, `GET ${template}/actions/runs/{run_id}/attempts/{attempt_number}`],
	[`${repo}/actions/runs/${run}/jobs`, `GET ${template}/actions/runs/{run_id}/jobs`],
	[`${repo}/actions/jobs/${job}`, `GET ${template}/actions/jobs/{job_id}`],
	[`${repo}/hooks`, `GET ${template}/hooks`],
];

describe("reading", () => {
	it.each(reads)("%s answers what GitHub describes", async (path, operation) => {
		const response = await ask(path);
		expect(response.status).toBe(200);
		const validate = describedAnswer(operation, 200);
		validate(await response.json());
		expect(validate.errors).toBeNull();
	});

	it("answers 304 without a body while nothing has changed", async () => {
		const fresh = await ask(repo);
		const etag = fresh.headers.get("etag") ?? "";
		expect(etag).not.toBe("");
		const again = await ask(repo, { headers: { "if-none-match": etag } });
		expect([again.status, await again.text()]).toEqual([304, ""]);
	});

	it("leads through the pages of a list by its Link header", async () => {
		const response = await ask(`/orgs/${organisation}/repos?per_page=2`);
		expect(response.headers.get("link")).toMatch(/<[^>]*page=2[^>]*>; rel="next"/);
		expect(await response.json()).toHaveLength(2);
	});

	it("says how much of the rate limit remains", async () => {
		const { headers } = await ask(repo);
		const remaining = Number(headers.get("x-ratelimit-remaining"));
		expect(remaining).toBeGreaterThan(0);
		expect(remaining).toBeLessThanOrEqual(Number(headers.get("x-ratelimit-limit")));
		expect(Number(headers.get("x-ratelimit-reset")) * 1000).toBeGreaterThan(Date.now() - 60_000);
	});

	it("sends a log from another host, which asks for no token", async () => {
		const response = await ask(`${repo}/actions/jobs/${job}/logs`);
		expect(response.status).toBe(302);
		const location = response.headers.get("location") ?? "";
		expect(new URL(location).host).not.toBe(new URL(response.url).host);
		const log = await (await fetch(location)).text();
		expect(log).toMatch(/^\d{4}-\d\d-\d\dT[\d:]+\.\d{7}Z /);
	});
});

describe("refusals", () => {
	const basicError = z.object({ message: z.string(), documentation_url: z.url(), status: z.string() });

	it.each([
		{ what: "a wrong token", path: repo, headers: { authorization: "Bearer wrong" }, status: 401 },
		{ what: "a repository that is not there", path: `/repos/${organisation}/no-such-repository`, status: 404 },
		{ what: "a name that climbs", path: `/repos/${organisation}/%2e%2e%2f${repository}`, status: 404 },
		{ what: "a commit that is not there", path: `${repo}/commits/${"0".repeat(40)}`, status: 422 },
	])("$what is refused in GitHub's form", async ({ path, headers, status }) => {
		const response = await ask(path, { headers: { ...headers } });
		expect(response.status).toBe(status);
		expect(basicError.parse(await response.json()).status).toBe(String(status));
	});
});
