/**
 * How far a log has been told, so that it is read again from there without telling a line twice or leaving one out: the
 * cluster gives back whole seconds, and several lines may carry one time.
 */
export class ToldLines {
	#at = "";
	/** Lines told with that time. */
	#count = 0;
	#behind: { at: string; count: number } | null = null;

	/** Where to read on from; null when nothing was told yet. */
	get since(): Date | null {
		return this.#at ? new Date(this.#at) : null;
	}

	/** The log is read again from `since`. */
	reopen(): void {
		this.#behind = this.#at ? { at: this.#at, count: this.#count } : null;
	}

	/** Whether a line is new; then it counts as told. A line without a time belongs to the one before. */
	isNew(at: string | null): boolean {
		if (this.#behind) {
			const { at: until, count } = this.#behind;
			if (at === null || at < until) return false;
			if (at === until && count > 0) {
				this.#behind.count--;
				return false;
			}
			this.#behind = null;
		}
		if (at !== null && at === this.#at) this.#count++;
		else if (at !== null && at > this.#at) {
			this.#at = at;
			this.#count = 1;
		}
		return true;
	}
}
