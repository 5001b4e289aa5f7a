/** Milliseconds of processor time that this process has used so far: unlike a clock it does not mind what else the machine does. */
export function processorTime(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1_000;
}
