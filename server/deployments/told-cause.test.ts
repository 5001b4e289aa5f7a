import { expect, it } from "vitest";
import { toldCause } from "./told-cause.ts";

it("tells why something was changed, without what must not be told", () => {
	expect(toldCause("kubectl set image deploy/x app=i:2 --record=true")).toBe(
		"kubectl set image deploy/x app=i:2 --record=true",
	);
	expect(toldCause("kubectl set env deploy/x DB_PASSWORD=hunter2 --token=abc.def --record=true")).toBe(
		"kubectl set env deploy/x DB_PASSWORD=[redacted] --token=[redacted] --record=true",
	);
	expect(toldCause("x".repeat(900))).toHaveLength(500);
	expect(toldCause(undefined)).toBeNull();
});
