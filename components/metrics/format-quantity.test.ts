import { expect, it } from "vitest";
import { formatQuantity } from "./format-quantity.ts";

const Mi = 1024 ** 2;
it.each([
	["cpu", 0.05, "50m"],
	["cpu", 0.0001, "1m"],
	["cpu", 1.5, "1.5"],
	["memory", 64 * Mi, "64Mi"],
	["memory", 1536 * Mi, "1.5Gi"],
] as const)("%s %d is written %s", (resource, value, text) => expect(formatQuantity(resource, value)).toBe(text));
