"use client";

import { parseAsBoolean, parseAsString, useQueryStates } from "nuqs";

const text = parseAsString.withDefault("");
const params = {
	...{ environment: text, q: text, severity: text, pod: text, from: text, to: text },
	previous: parseAsBoolean.withDefault(false),
};

/** Which log is shown: all of it stands in the URL, so that a link shows the same. */
export const useLogParams = () => useQueryStates(params, { history: "replace" });
