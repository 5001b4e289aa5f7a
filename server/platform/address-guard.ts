import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** True for addresses of the public internet; loopback, private, link-local, mapped and reserved ones are not. */
export function isPublicAddress(address: string): boolean {
	if (!ipaddr.isValid(address)) return false;
	return ipaddr.process(address).range() === "unicast";
}

/** Whether a URL names a private address outright; URL parsing has already undone decimal, octal and hexadecimal spellings. */
export function namesPrivateAddress(url: string | URL): boolean {
	const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
	return ipaddr.isValid(host) && !isPublicAddress(host);
}

/**
 * A DNS lookup that refuses to hand out private addresses; it checks what is connected to, so rebinding does not help.
 * For URLs that come from users or files; origins that an operator configured do not pass here.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
	lookup(hostname, { ...options, all: true }, (error, addresses) => {
		if (error) return callback(error, "", 0);
		const first = addresses[0];
		if (!first || addresses.some(({ address }) => !isPublicAddress(address))) {
			return callback(
				Object.assign(new Error(`${hostname} is not a public address`), { code: "EADDRNOTPUBLIC" }),
				"",
				0,
			);
		}
		if (options.all) return callback(null, addresses);
		callback(null, first.address, first.family);
	});
};
