import { openLiveStream } from "#server/web/live-stream.ts";

export const dynamic = "force-dynamic";
export const GET = openLiveStream;
