import type { Browser } from "playwright-core";
import { z } from "zod";

/** One task of a page's main thread: how long it stood there, and what it took of the processor. Both in ms. */
export type Task = { lasted: number; used: number };

const eventSchema = z.object({
	name: z.string(),
	pid: z.number(),
	tid: z.number(),
	dur: z.number().default(0),
	tdur: z.number().default(0),
	args: z.looseObject({ name: z.string().optional() }).default({}),
});
type TraceEvent = z.infer<typeof eventSchema>;

/** Traces the tasks of all pages of a browser from now on. Returns how to end that, with the tasks of the busiest page. */
export async function traceTasks(browser: Browser): Promise<() => Promise<Task[]>> {
	const session = await browser.newBrowserCDPSession();
	const events: TraceEvent[] = [];
	session.on("Tracing.dataCollected", ({ value }) => {
		events.push(...z.array(eventSchema).parse(value).filter(isOfInterest));
	});
	const includedCategories = ["toplevel"];
	await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories } });
	return async () => {
		const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
		await session.send("Tracing.end");
		await complete;
		return busiest(events);
	};
}

const taskName = "ThreadControllerImpl::RunTask";
const isOfInterest = ({ name }: TraceEvent) => name === taskName || name === "thread_name";

function busiest(events: TraceEvent[]): Task[] {
	const place = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
	const pages = new Map(
		events
			.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
			.map((event) => [place(event), [] as Task[]]),
	);
	for (const event of events)
		if (event.name === taskName) pages.get(place(event))?.push({ lasted: event.dur / 1_000, used: event.tdur / 1_000 });
	const used = (tasks: Task[]) => tasks.reduce((all, one) => all + one.used, 0);
	return [...pages.values()].toSorted((a, b) => used(b) - used(a))[0] ?? [];
}
