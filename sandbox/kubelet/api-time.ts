/** A time as Kubernetes writes it: RFC 3339 in UTC, whole seconds. */
export function apiTime(time: Date): string {
	return `${time.toISOString().slice(0, 19)}Z`;
}
