/** The few pieces of DER (X.690) that a certificate is written with. */

export function encode(tag: number, ...parts: Buffer[]): Buffer {
	const content = Buffer.concat(parts);
	if (content.length < 128) return Buffer.concat([Buffer.from([tag, content.length]), content]);
	const length = Buffer.from(content.length.toString(16).padStart(content.length > 0xff ? 4 : 2, "0"), "hex");
	return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}

export const sequence = (...parts: Buffer[]) => encode(0x30, ...parts);
export const set = (...parts: Buffer[]) => encode(0x31, ...parts);
export const octets = (content: Buffer) => encode(0x04, content);
export const bits = (content: Buffer, unused = 0) => encode(0x03, Buffer.from([unused]), content);
export const boolean = (value: boolean) => encode(0x01, Buffer.from([value ? 0xff : 0]));
export const text = (value: string) => encode(0x0c, Buffer.from(value, "utf8"));
/** A context-specific, constructed element. */
export const tagged = (number: number, ...parts: Buffer[]) => encode(0xa0 + number, ...parts);

/** A non-negative integer, given as big-endian bytes. */
export function integer(bytes: Buffer): Buffer {
	return encode(0x02, (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

function base128(value: number): number[] {
	const bytes = [value & 0x7f];
	for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest & 0x7f) | 0x80);
	return bytes;
}

/** An object identifier, such as `2.5.4.3`. */
export function oid(dotted: string): Buffer {
	const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
	return encode(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** A time as certificates carry it before and after 2050. */
export function time(at: Date): Buffer {
	const digits = at.toISOString().replaceAll(/[-:T]|\.\d+/g, "");
	const isUtcTime = at.getUTCFullYear() < 2050;
	return encode(isUtcTime ? 0x17 : 0x18, Buffer.from(isUtcTime ? digits.slice(2) : digits, "ascii"));
}
