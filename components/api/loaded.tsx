"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { ProblemState } from "./problem-state.tsx";

type Props<T> = { query: UseQueryResult<T>; children: (data: T) => ReactNode; placeholder?: ReactNode };

/** Shows what was read; before that its place, and instead of it the error. Old data stays while it is read again. */
export function Loaded<T>({ query, children, placeholder }: Props<T>) {
	if (query.data !== undefined) return children(query.data);
	if (query.error) return <ProblemState error={query.error} onRetry={() => void query.refetch()} />;
	return placeholder ?? <SkeletonRows />;
}
