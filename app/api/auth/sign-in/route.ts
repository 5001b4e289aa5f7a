import { answerSignIn } from "#server/web/sign-in-routes.ts";
import { signIns, withLimits } from "#server/web/with-limits.ts";

export const dynamic = "force-dynamic";
export const POST = withLimits(signIns, answerSignIn, "/sign-in");
