import { keepConnection } from "../keep-connection.ts";

/** Calls `onNotice` for every notice on `channel`, and after each (re)connection, since notices are lost meanwhile. */
export function listen(url: string, channel: string, onNotice: () => void): { close: () => Promise<void> } {
	return keepConnection(url, {
		name: channel,
		opened: async (client) => {
			client.on("notification", onNotice);
			await client.query(`listen ${channel}`);
			onNotice();
		},
	});
}
