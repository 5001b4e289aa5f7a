import { withQuery } from "#components/api/client.ts";
import { apiPages, apiQuery } from "#components/api/query.ts";
import type { ArtifactDetail, ArtifactRow } from "#server/artifacts/schema.ts";

/** Images of a service, newest first. */
export const serviceArtifactsQuery = (service: string, limit = 50) =>
	apiPages<ArtifactRow>(withQuery(`/services/${encodeURIComponent(service)}/artifacts`, { limit }), [
		"artifacts",
		"service-environments",
	]);

/** Images that a run pushed. */
export const runArtifactsQuery = (runId: string) =>
	apiPages<ArtifactRow>(`/runs/${encodeURIComponent(runId)}/artifacts`, ["artifacts", `run:${runId}`]);

export const artifactQuery = (digest: string) =>
	apiQuery<ArtifactDetail>(`/artifacts/${encodeURIComponent(digest)}`, ["artifacts", "service-environments"]);
