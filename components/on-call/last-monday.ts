/** The last Monday before the reader's day, `YYYY-MM-DD`: a rota that begins on it has somebody on call at once. */
export function lastMonday(now: Date): string {
	const day = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
	day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
	// On Monday itself the handover may be hours away.
	if (now.getDay() === 1) day.setUTCDate(day.getUTCDate() - 7);
	return day.toISOString().slice(0, 10);
}
