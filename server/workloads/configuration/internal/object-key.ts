import type { ChangedKey } from "../schema.ts";

/** Kind and name of an object as one text. */
export const objectKey = ({ kind, object }: Pick<ChangedKey, "kind" | "object">): string => `${kind}/${object}`;
