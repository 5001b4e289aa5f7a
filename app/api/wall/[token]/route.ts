import { answerWall } from "#server/web/answer-wall.ts";

export const dynamic = "force-dynamic";
export const GET = answerWall;
