import { expect, it } from "vitest";
import { judgeJob, type Seen } from "./judge-job.ts";

const seen = (change: Partial<Seen> = {}): Seen => ({
	...{ pod: "p", started: true, waiting: null, exitCode: null, lost: null },
	...change,
});
const ended = (complete: boolean, reason: string) => ({ uid: "u", ended: { complete, reason } });
const running = { uid: "u", ended: null };

it.each([
	["ends well", { ...ended(true, "CompletionsReached"), pod: seen({ exitCode: 0 }), code: "job-passed" }],
	[
		"ends with an exit code",
		{ ...ended(false, "BackoffLimitExceeded"), pod: seen({ exitCode: 3 }), code: "job-failed" },
	],
	[
		"was evicted",
		{ ...ended(false, "BackoffLimitExceeded"), pod: seen({ exitCode: 137, lost: "Evicted" }), code: "job-lost" },
	],
	["lost its pod", { ...ended(false, "BackoffLimitExceeded"), pod: seen({ pod: null }), code: "job-lost" }],
	[
		"ran past its deadline while nobody looked",
		{ ...ended(false, "DeadlineExceeded"), pod: seen({ pod: null }), code: "job-too-slow" },
	],
	[
		"never ran before its deadline",
		{ ...ended(false, "DeadlineExceeded"), pod: seen({ started: false }), code: "job-not-started" },
	],
])("a job that %s is told so", (_, { pod, code, ...job }) => {
	expect(judgeJob(job, pod, false)?.code).toBe(code);
});

it("a job that still runs is waited for until it is late", () => {
	expect(judgeJob(running, seen(), false)).toBeNull();
	expect(judgeJob(running, seen(), true)?.code).toBe("job-too-slow");
	const waiting = "Unschedulable: 0/3 nodes are available";
	expect(judgeJob(running, seen({ started: false, waiting }), true)).toEqual({ code: "job-not-started", why: waiting });
});
