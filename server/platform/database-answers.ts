import { setTimeout as rest } from "node:timers/promises";
import { db } from "./database.ts";

const patienceMs = 2_000;

/** Whether the database answers within 2 s. One that keeps its connections but says nothing counts as away too. */
export function databaseAnswers(): Promise<boolean> {
	const answered = db().$queryRaw`select 1`.then(
		() => true,
		() => false,
	);
	return Promise.race([answered, rest(patienceMs, false, { ref: false })]);
}
