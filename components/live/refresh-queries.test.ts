import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, describe, expect, it, vi } from "vitest";
import { refreshQueries } from "./refresh-queries.ts";

const client = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000, retry: false } } });
const ends: (() => void)[] = [];
afterEach(() => {
	for (const end of ends.splice(0)) end();
	client.clear();
});

/** A query on the screen whose answers are given by hand. */
function shown(name: string, live: string[]) {
	const asked: { answer: (data: string) => void; signal: AbortSignal }[] = [];
	const observer = new QueryObserver(client, {
		queryKey: [name],
		queryFn: ({ signal }) => new Promise<string>((answer) => asked.push({ answer, signal })),
		meta: { live },
	});
	ends.push(observer.subscribe(() => {}));
	return { asked, data: () => observer.getCurrentResult().data };
}

function started() {
	const refresher = refreshQueries(client);
	ends.push(refresher.stop);
	return refresher;
}

describe("refreshQueries", () => {
	it("reads again what names a changed key, and nothing else", async () => {
		const [pods, items] = [shown("pods", ["workloads"]), shown("items", ["items"])];
		for (const one of [...pods.asked, ...items.asked]) one.answer("old");
		await vi.waitFor(() => expect([pods.data(), items.data()]).toEqual(["old", "old"]), 10_000);
		started().refresh(new Set(["workloads"]));
		await vi.waitFor(() => expect(pods.asked).toHaveLength(2), 10_000);
		expect(items.asked).toHaveLength(1);
	});

	it("knows whether anything that was read names a key", () => {
		shown("pods", ["workloads"]);
		const { concerns } = started();
		expect(concerns(new Set(["items", "workloads"]))).toBe(true);
		expect(concerns(new Set(["items"]))).toBe(false);
	});

	it("lets a read that is under way end, shows it, and reads once more for all that changed meanwhile", async () => {
		const pods = shown("pods", ["workloads"]);
		const { refresh } = started();
		for (let change = 0; change < 5; change++) refresh(new Set(["workloads"]));
		expect(pods.asked).toHaveLength(1);
		pods.asked[0]?.answer("first");
		await vi.waitFor(() => expect(pods.data()).toBe("first"), 10_000);
		await vi.waitFor(() => expect(pods.asked).toHaveLength(2), 10_000);
		expect(pods.asked.map(({ signal }) => signal.aborted)).toEqual([false, false]);
		pods.asked[1]?.answer("second");
		await vi.waitFor(() => expect(pods.data()).toBe("second"), 10_000);
		expect(pods.asked).toHaveLength(2);
	});
});
