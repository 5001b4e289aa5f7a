import type { Fields } from "./read-fields.ts";
import { type LogLine, type Severity, severities } from "./schema.ts";

type Line = Pick<LogLine, "text" | "severity"> & { fields: Fields };
type Test = (line: Line) => boolean;

const term = /(-?)(?:"([^"]*)"?|(\S+))/g;
const comparison = /^([A-Za-z_][\w.-]{0,60})(!=|>=|<=|=|>|<)(.+)$/;
const mostTerms = 20;

/**
 * What a filter lets through. Every word must be in the line, whatever its case; `"two words"` is one, `-word` must not be;
 * `status=500`, `durationMs>200`, `level!=info` ask the line's own fields. `severity` is the least grave that passes; lines that
 * do not say how grave they are pass only without it. Pure.
 */
export function matchFilter(filter: { q: string; severity: Severity | null }): Test {
	const tests = [...filter.q.matchAll(term)].slice(0, mostTerms).map(testOf);
	const least = filter.severity ? severities.indexOf(filter.severity) : -1;
	return (line) => {
		if (least > 0 && (line.severity === null || severities.indexOf(line.severity) < least)) return false;
		return tests.every((test) => test(line));
	};
}

function testOf([, minus, phrase, word]: RegExpMatchArray): Test {
	const asked = phrase ?? word ?? "";
	const [, name, operator, value] = (phrase === undefined && comparison.exec(asked)) || [];
	const test = name && operator && value ? fieldTest(name, operator, value) : textTest(asked);
	return minus ? (line) => !test(line) : test;
}

function textTest(asked: string): Test {
	const wanted = asked.toLowerCase();
	return ({ text }) => text.toLowerCase().includes(wanted);
}

function fieldTest(name: string, operator: string, value: string): Test {
	const wanted = value.toLowerCase();
	const number = Number(value);
	const asWritten = textTest(`${name}${operator}${value}`);
	return (line) => {
		const found = line.fields.get(name);
		if (operator === "!=") return found?.toLowerCase() !== wanted;
		if (found === undefined) return asWritten(line);
		if (operator === "=") return found.toLowerCase() === wanted;
		const is = Number(found);
		if (found === "" || Number.isNaN(is) || Number.isNaN(number)) return false;
		if (operator === ">") return is > number;
		if (operator === "<") return is < number;
		return operator === ">=" ? is >= number : is <= number;
	};
}
