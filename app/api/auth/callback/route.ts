import { answerCallback } from "#server/web/sign-in-routes.ts";
import { signIns, withLimits } from "#server/web/with-limits.ts";

export const dynamic = "force-dynamic";
export const GET = withLimits(signIns, answerCallback, "/sign-in");
