import process from "node:process";

/** Ends with 0 when the URL given answers 2xx within 4 s, else with 1: the container's health check, since the image has no curl. */
const [url] = process.argv.slice(2);
if (!url) throw new Error("usage: check-health.ts URL");
const answer = await fetch(url, { signal: AbortSignal.timeout(4_000) }).catch(() => null);
process.exit(answer?.ok ? 0 : 1);
