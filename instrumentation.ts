/** Runs once when the web process starts. */
export async function register(): Promise<void> {
	// biome-ignore lint/style/noProcessEnv: the framework says here which runtime this is.
	if (process.env.NEXT_RUNTIME !== "nodejs") return;
	const { startWeb } = await import("#server/web/start-web.ts");
	await startWeb();
}
