/** Whether an error says that Postgres cannot be reached or has no connection to give. */
export function isDatabaseAway(error: unknown): boolean {
	const text = error instanceof Error ? `${error.name} ${error.message}` : "";
	const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
	return (
		/^(P1001|P1002|P1008|P1017|P2024|ECONNREFUSED|ECONNRESET|57P01|57P03)$/.test(code) ||
		/Can't reach database|connection timeout|timeout exceeded when trying to connect|Connection terminated|Query read timeout|ECONNREFUSED|the database system is/i.test(
			text,
		)
	);
}
