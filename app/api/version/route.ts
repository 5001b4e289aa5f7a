import { build } from "#components/api/build.ts";

export const dynamic = "force-dynamic";

/** Which build answers; a page of another build reloads itself. */
export function GET(): Response {
	return Response.json({ build }, { headers: { "cache-control": "no-store" } });
}
