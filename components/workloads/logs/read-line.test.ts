import { expect, it } from "vitest";
import { readLine } from "./read-line.ts";

it("shows what a line of JSON says, and its other fields", () => {
	expect(readLine('{"level":"info","msg":"Paid","order":{"id":7}}')).toEqual({
		message: "Paid",
		fields: [
			["level", "info"],
			["order.id", "7"],
		],
	});
	expect(readLine("plain")).toEqual({ message: "plain", fields: [] });
});

it("leaves nothing alive that a line of JSON holds in escaped form: no terminal sequence, no turned text", () => {
	const line = String.raw`{"msg":"\u001b[31mred\r\u0000","na\u202eme":"\u2066a\u009b1mb","stack":"one\n\ttwo"}`;
	expect(readLine(line)).toEqual({
		message: "\ufffd[31mred\ufffd\ufffd",
		fields: [
			["na\ufffdme", "\ufffda\ufffd1mb"],
			["stack", "one\n\ttwo"],
		],
	});
});
