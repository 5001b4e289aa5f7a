import { readyResponse } from "#server/web/health.ts";

export const dynamic = "force-dynamic";
export const GET = readyResponse;
