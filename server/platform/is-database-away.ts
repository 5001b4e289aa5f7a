const codes = /^(P1001|P1002|P1008|P1017|P2024|ECONNREFUSED|ECONNRESET|57P0[123]|08\w{3})$/;
const sentences = [
	"Can't reach database",
	"connection timeout",
	"timeout exceeded when trying to connect",
	"Unable to start a transaction in the given time",
	"Query read timeout",
	"Connection terminated",
	"terminating connection",
	"Server has closed the connection",
	"ECONNREFUSED",
	"the database system is",
];
const said = new RegExp(sentences.join("|"), "i");

/** Whether an error says that Postgres cannot be reached, says nothing, or has no connection to give. */
export function isDatabaseAway(error: unknown): boolean {
	const text = error instanceof Error ? `${error.name} ${error.message}` : "";
	const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
	return codes.test(code) || said.test(text);
}
