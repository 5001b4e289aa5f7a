import { db } from "#server/platform/database.ts";
import type { Marker } from "./schema.ts";

/** Pods start anew, and their version stays. */
const notOfVersions = ["external", "restart", "configure"];

type Row = {
	id: string;
	kind: string;
	status: string;
	requestedAt: Date;
	version: string | null;
	digest: string | null;
};

/** Deployments and rollbacks of a service in an environment within a range, newest first, at most 100: the marks on its charts. */
export async function listMarkers(
	serviceId: string,
	environmentId: string,
	range: { start: Date; end: Date },
): Promise<Marker[]> {
	const rows = await db().$queryRaw<Row[]>`
		select d.id::text as id, d.kind, d.status, d."requestedAt", a.version, d.digest from "Deployment" d
		left join "Artifact" a on a.id = d."artifactId"
		where d."serviceId" = ${serviceId}::uuid and d."environmentId" = ${environmentId}::uuid and d."requestedAt" between ${range.start} and ${range.end}
		order by d."requestedAt" desc limit 100`;
	return rows.map(({ id, kind, status, requestedAt, version, digest }) => ({
		id,
		kind: kind === "rollback" ? "rollback" : notOfVersions.includes(kind) ? "external" : "deploy",
		at: requestedAt.toISOString(),
		end: null,
		label: version ?? digest?.slice(7, 19) ?? "",
		status,
		href: `/deployments/${id}`,
	}));
}
