/** A key that names one sending of a form, so that sending it again does nothing more. Works on plain HTTP too. */
export const newKey = (): string =>
	Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
