import { answerSignOut } from "#server/web/sign-in-routes.ts";

export const dynamic = "force-dynamic";
export const POST = answerSignOut;
