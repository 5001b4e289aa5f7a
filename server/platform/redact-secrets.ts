export const redacted = "[redacted]";

/** Tokens that say by their form what they are: GitHub, GitLab, npm, AWS, Slack, Google, Stripe, Lazo's own, JSON Web Tokens. */
const tokens =
	/\b(?:gh[pousr]_[A-Za-z0-9]{16,255}|github_pat_[A-Za-z0-9_]{20,255}|glpat-[A-Za-z0-9_-]{16,128}|npm_[A-Za-z0-9]{20,64}|(?:AKIA|ASIA)[A-Z0-9]{16}|xox[abeoprs]-[A-Za-z0-9-]{10,255}|AIza[A-Za-z0-9_-]{30,64}|[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}|lazo_[A-Za-z0-9_-]{20,255}|(?<!-)eyJ[A-Za-z0-9_-]{8,4096}\.[A-Za-z0-9_-]{4,8192}(?:\.[A-Za-z0-9_-]{0,2048})?)/g;
/** `Authorization: Bearer …` and the like. */
const schemes = /\b(bearer|basic)(\s+|%20)[A-Za-z0-9+/=._~-]{8,4096}/gi;
/** A user's password inside an address. */
const addresses = /\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'\\]{0,200}):[^\s@/"'\\]{1,400}@/gi;
const sure =
	"passw(?:or)?d|passphrase|secret|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|authorization|cookie";
/** How a name ends. What stands before is not looked at: to try every beginning costs a hostile line's length many times over. */
const name = `(?:${sure}|token)`;
/** Whether a line may name a secret at all: most do not, and need not be searched through. */
const mayName = /passw|passphrase|secret|token|key|credential|authorization|cookie/i;
const named: [RegExp, string][] = [
	/** `"password": "…"` in JSON, and in JSON that stands inside a text of JSON. */
	[new RegExp(String.raw`(${name}"\s{0,4}:\s{0,4}")(?:[^"\\]|\\.){1,8192}`, "gi"), `$1${redacted}`],
	[new RegExp(String.raw`(${name}\\"\s{0,4}:\s{0,4}\\")[^"\\]{1,8192}`, "gi"), `$1${redacted}`],
	/** `password="…"`, `password=…`, `password: …`; what follows "token:" is mostly prose. */
	[new RegExp(String.raw`(${name}=)(["'])[^"']{1,4096}\2`, "gi"), `$1$2${redacted}$2`],
	[new RegExp(String.raw`(${name}=)(?![\["'])[^\s"',;&}\\]{1,4096}`, "gi"), `$1${redacted}`],
	[new RegExp(String.raw`((?:${sure}):\s{1,2})(?![\["'{])[^\s"',;&}\\]{3,4096}`, "gi"), `$1${redacted}`],
];
const keyBegin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/;
const keyEnd = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----/;

/**
 * Cuts out of lines what looks like a secret: tokens of well-known forms, passwords in addresses, values of names such as
 * `password`, private keys over several lines. One per source of lines, since a key goes on from line to line.
 */
export function secretRedactor(): (line: string) => string {
	let insideKey = false;
	return (line) => {
		const { text, open } = withoutKeys(line, insideKey);
		insideKey = open;
		const shaped = text
			.replace(tokens, redacted)
			.replace(schemes, `$1$2${redacted}`)
			.replace(addresses, `$1:${redacted}@`);
		if (!mayName.test(shaped)) return shaped;
		return named.reduce((rest, [form, instead]) => rest.replace(form, instead), shaped);
	};
}

/** The line without private keys; `open` when one goes on in the next line. */
function withoutKeys(line: string, insideKey: boolean): { text: string; open: boolean } {
	let text = "";
	let rest = line;
	let inside = insideKey;
	for (;;) {
		const found = (inside ? keyEnd : keyBegin).exec(rest);
		if (!inside) text += rest.slice(0, found?.index);
		else if (found || rest) text += redacted;
		if (!found) return { text, open: inside };
		rest = rest.slice(found.index + found[0].length);
		inside = !inside;
		if (inside && rest === "") return { text: text + redacted, open: true };
	}
}
