"use client";

import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "#components/ui/toast.ts";
import { useProblemText } from "./use-problem-text.ts";

type Options<I, O> = {
	act: (input: I) => Promise<O>;
	/** Said when it has been done. */
	done?: string | ((output: O) => string);
	onDone?: (output: O, input: I) => void;
	/** Which reads are old afterwards; all of the API's unless named. */
	invalidates?: QueryKey;
	/** A form shows the error itself. */
	quiet?: boolean;
};

/** A write: says that it was done or why not, and reads again what it changed. */
export function useAct<I = void, O = unknown>({
	act,
	done,
	onDone,
	invalidates = ["api"],
	quiet = false,
}: Options<I, O>) {
	const client = useQueryClient();
	const text = useProblemText();
	return useMutation({
		mutationFn: act,
		onSuccess: (output, input) => {
			if (done) toast.success(typeof done === "string" ? done : done(output));
			onDone?.(output, input);
			return client.invalidateQueries({ queryKey: invalidates });
		},
		onError: (error) => {
			if (!quiet) toast.error(text(error));
		},
	});
}
