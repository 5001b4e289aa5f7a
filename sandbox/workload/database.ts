import { readFileSync, statSync } from "node:fs";

const waitAtMost = 2000;
const slowQuery = 1500;
/** Connections that a slow database leaves for requests: the service's own background work sits on the others. */
const leftWhenSlow = 3;

/** No connection came free in time. */
export class PoolTimeout extends Error {}

/** The connection pool to a database that exists only as the time it takes. */
export class Database {
	readonly max: number;
	readonly #name: string;
	readonly #faultsFile: string;
	readonly #waiting: (() => void)[] = [];
	#busy = 0;
	#slow = false;
	#lookedAt = 0;
	#version = "";

	constructor(name: string, faultsFile: string, connections = 10) {
		this.max = connections;
		this.#name = name;
		this.#faultsFile = faultsFile;
	}

	get inUse(): number {
		this.#look();
		return this.#busy + (this.#slow ? this.max - this.#limit() : 0);
	}

	/** Holds a connection for so many milliseconds, longer while the database is slow. Throws `PoolTimeout`. */
	async query(milliseconds: number): Promise<void> {
		this.#look();
		if (this.#busy >= this.#limit()) await this.#waitForConnection();
		else this.#busy++;
		const duration = this.#slow ? slowQuery * (0.8 + 0.4 * Math.random()) : milliseconds;
		await new Promise((resolve) => setTimeout(resolve, duration));
		this.#release();
	}

	#limit(): number {
		return this.#slow ? Math.min(leftWhenSlow, this.max) : this.max;
	}

	#waitForConnection(): Promise<void> {
		return new Promise((resolve, reject) => {
			const take = () => {
				clearTimeout(timer);
				resolve();
			};
			const timer = setTimeout(() => {
				this.#waiting.splice(this.#waiting.indexOf(take), 1);
				reject(new PoolTimeout(`Error: timeout after ${waitAtMost} ms waiting for a connection to ${this.#name}`));
			}, waitAtMost);
			this.#waiting.push(take);
		});
	}

	#release(): void {
		const next = this.#busy <= this.#limit() ? this.#waiting.shift() : undefined;
		if (next) next();
		else this.#busy--;
	}

	/** Looks at the file of faults once a second at most, and only when there is traffic. */
	#look(): void {
		const now = Date.now();
		if (now - this.#lookedAt < 1000) return;
		this.#lookedAt = now;
		try {
			// The file is replaced, not written; two times in one tick of the file system's clock differ by inode only.
			const { mtimeMs, ino } = statSync(this.#faultsFile);
			const version = `${mtimeMs} ${ino}`;
			if (version === this.#version) return;
			const faults: unknown = JSON.parse(readFileSync(this.#faultsFile, "utf8"));
			this.#slow = Array.isArray(faults) && faults.some((fault) => isSlow(fault, this.#name));
			this.#version = version;
		} catch {
			this.#slow = false;
		}
	}
}

function isSlow(fault: unknown, database: string): boolean {
	if (fault === null || typeof fault !== "object") return false;
	return "fault" in fault && fault.fault === "slow-database" && "target" in fault && fault.target === database;
}
