const started = Date.now();
const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`.padStart(7);

/** One line of progress with the time since the start. */
export const say = (text: string): void => console.log(`● ${seconds()}  ${text}`);
export const sayDone = (text: string): void => console.log(`\n✓ ${seconds()}  ${text}\n`);
export const sayProblem = (text: string): void => console.error(`\n✗ ${text}\n`);
