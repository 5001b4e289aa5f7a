// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
/** Escape sequences of terminals: OSC (titles, OSC 8 links) with its text, CSI (colours, cursor), strings, the short ones. */
const escapes =
	/(?:\u001b\]|\u009d)[^\u0007\u001b\u009c\u009d]*(?:\u0007|\u001b\\|\u009c)|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|\u001b[PX^_][^\u001b\u009c]*(?:\u001b\\|\u009c)|\u001b[ -/]*[0-~]?/g;
const controls = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g;
/** Characters that turn the direction of the text round, so that what is read is not what is written. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A line of a log as inert text: without terminal escapes, with a visible sign for every other control character and for those
 * that turn the direction of text round. Tabs stay. Pure, linear in the length of the line.
 */
export function cleanText(line: string): string {
	return line
		.toWellFormed()
		.replace(escapes, "")
		.replace(controls, (char) => {
			const code = char.charCodeAt(0);
			return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\u2421";
		})
		.replace(turning, "\ufffd");
}
