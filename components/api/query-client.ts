import { QueryClient } from "@tanstack/react-query";
import { asProblem } from "./problem.ts";

/** A new data cache. Live keys make data old, so it stays fresh for half a minute on its own. */
export function makeQueryClient(): QueryClient {
	return new QueryClient({
		defaultOptions: {
			queries: {
				staleTime: 30_000,
				retry: (failures, error) => failures < 2 && mayPass(asProblem(error).status),
				retryDelay: (attempt) => 500 * 2 ** attempt + Math.random() * 300,
				refetchOnWindowFocus: true,
			},
			mutations: { retry: false },
		},
	});
}

const mayPass = (status: number) => status === 0 || status === 429 || status >= 500;

let inBrowser: QueryClient | undefined;

/** The one cache of this browser tab; on the server every request gets its own. */
export function browserQueryClient(): QueryClient {
	if (typeof window === "undefined") return makeQueryClient();
	inBrowser ??= makeQueryClient();
	return inBrowser;
}
