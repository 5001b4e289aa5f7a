/** What a script of a company's repository came to. */
type Printed = { code: number; lines: string[] };

const options = (command: string): Record<string, string> =>
	Object.fromEntries([...command.matchAll(/--([\w-]+)[ =](\S+)/g)].map(([, name = "", value = ""]) => [name, value]));

/** Keys of the caches and documents of the indexes, by name. */
const sizes: Record<string, number> = { prices: 48_211, carts: 4_812, sessions: 9_377, products: 12_480, brands: 310 };

/** Runs a script of the company's runbooks; null for what is none. */
export function runScript(command: string): Printed | null {
	const given = options(command);
	if (command.startsWith("scripts/cache stats")) return cacheStats(given);
	if (command.startsWith("scripts/cache flush")) return flushCache(given);
	if (command.startsWith("scripts/reindex swap")) return swapIndex(given);
	return command.startsWith("scripts/reindex ") ? reindex(given) : null;
}

function cacheStats({ environment = "" }: Record<string, string>): Printed {
	const keys = (sizes.prices ?? 0) + (sizes.carts ?? 0) + (sizes.sessions ?? 0);
	return {
		code: 0,
		lines: [
			`connecting to redis://runbooks:${"s3cr3t".repeat(2)}@cache-0.cache.${environment}.svc:6379/0`,
			"redis_version:8.2.1  uptime_in_days:41",
			`db0:keys=${keys},expires=${keys - 308}`,
			"keyspace_hits:8120331  keyspace_misses:1904112  hit_ratio:0.81",
		],
	};
}

function flushCache({ environment = "", scope = "", "dry-run": dry = "false" }: Record<string, string>): Printed {
	const keys = sizes[scope];
	if (keys === undefined) return { code: 1, lines: [`error: there are no keys of kind "${scope}"`] };
	const batches = Math.ceil(keys / 5_000);
	const scans = Array.from({ length: batches }, (_, index) => {
		const seen = Math.min(keys, (index + 1) * 5_000);
		return `SCAN MATCH ${scope}:*  ${seen}/${keys}`;
	});
	const end =
		dry === "true" ? `would drop ${keys} keys; dropped none` : `dropped ${keys} keys of ${scope} in ${environment}`;
	return {
		code: 0,
		lines: [...scans, end, ...(dry === "true" ? [] : ["the database answers these reads for some minutes"])],
	};
}

function reindex({ index = "", "batch-size": batch = "500" }: Record<string, string>): Printed {
	const documents = sizes[index];
	const size = Number(batch);
	const begin = [`creating ${index}-v8 beside ${index}-v7`, `reading documents, ${batch} at a time`];
	if (documents === undefined) {
		const reason = `mapper [weight] cannot be changed from type [integer] to [float]`;
		return { code: 1, lines: [...begin, `illegal_argument_exception: ${reason}`, `${index}-v7 goes on answering`] };
	}
	const steps = Math.min(12, Math.max(1, Math.ceil(documents / size)));
	const progress = Array.from({ length: steps }, (_, step) => {
		const done = Math.round((documents * (step + 1)) / steps);
		return `indexed ${done}/${documents}`;
	});
	return { code: 0, lines: [...begin, ...progress, "refreshed; 0 documents were refused"] };
}

const swapIndex = ({ index = "" }: Record<string, string>): Printed => ({
	code: 0,
	lines: [`alias ${index}: ${index}-v7 -> ${index}-v8`, "acknowledged: true", `${index}-v7 is kept for a day`],
});
