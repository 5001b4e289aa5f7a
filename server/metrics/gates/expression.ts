import { parser } from "@prometheus-io/lezer-promql";

/** What stands for something of the deployment inside a label's value. */
export const placeholders = ["service", "environment", "namespace", "workload", "version", "digest"] as const;
export type Placeholder = (typeof placeholders)[number];
export type PlaceFacts = Record<Placeholder, string | null>;

type Tree = ReturnType<typeof parser.parse>;
type Node = Tree["topNode"];
const named = new RegExp(`\\$(${placeholders.join("|")})(?![a-zA-Z0-9_])`, "g");
/** Labels that services are commonly told apart by, as the four signals do. */
const serviceLabels = ["service", "app", "app_kubernetes_io_name", "job"];

export type Expression = {
	/** Where the text stops being PromQL, as an offset; null when all of it is. */
	wrongAt: number | null;
	/** Placeholders in back quotes, which cannot hold every value. */
	inRawString: boolean;
	/** Whether every selector names the service by its placeholder, so that nothing else can be read. */
	confined: boolean;
	uses: Placeholder[];
};

/** Reads PromQL. Pure. */
export function readExpression(text: string): Expression {
	const found: Expression = { wrongAt: null, inRawString: false, confined: true, uses: [] };
	const tree = parser.parse(text);
	tree.iterate({
		enter: ({ node }) => {
			if (node.type.isError) found.wrongAt ??= node.from;
			// `info` brings in series that no selector of the text names.
			if (node.name === "Info") found.confined = false;
			if (node.name === "VectorSelector" && !namesService(node, text)) found.confined = false;
			if (node.name !== "StringLiteral") return;
			const literal = text.slice(node.from, node.to);
			const used = [...literal.matchAll(named)].map(([, name]) => name as Placeholder);
			found.uses.push(...used.filter((one) => !found.uses.includes(one)));
			if (used.length > 0 && literal.startsWith("`")) found.inRawString = true;
		},
	});
	return found;
}

function namesService(selector: Node, text: string): boolean {
	const matchers = selector.getChild("LabelMatchers")?.getChildren("UnquotedLabelMatcher") ?? [];
	return matchers.some((matcher) => {
		const [label, value] = [matcher.getChild("LabelName"), matcher.getChild("StringLiteral")];
		if (!label || !value || !matcher.getChild("MatchOp")?.getChild("EqlSingle")) return false;
		const literal = text.slice(value.from, value.to);
		return (
			serviceLabels.includes(text.slice(label.from, label.to)) && (literal === '"$service"' || literal === "'$service'")
		);
	});
}

/**
 * Puts facts into the places that are kept for them. Each stays inside the literal that it stands in, and means itself in a regular
 * expression, whatever it holds. Null when one is not known. Pure.
 */
export function fillExpression(text: string, facts: PlaceFacts): string | null {
	const pieces: string[] = [];
	let from = 0;
	let known = true;
	parser.parse(text).iterate({
		enter: ({ node }) => {
			if (node.name !== "StringLiteral") return;
			const isPattern = /Regex$/.test(node.parent?.getChild("MatchOp")?.firstChild?.name ?? "");
			const literal = text.slice(node.from, node.to);
			const filled = literal.replace(named, (_, name: Placeholder) => {
				const value = facts[name];
				if (value === null) known = false;
				return escapeIn(isPattern ? literally(value ?? "") : (value ?? ""), literal.charAt(0));
			});
			pieces.push(text.slice(from, node.from), filled);
			from = node.to;
		},
	});
	return known ? [...pieces, text.slice(from)].join("") : null;
}

const literally = (value: string) => value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
const escapeIn = (value: string, quote: string) =>
	value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll(quote, `\\${quote}`);
