import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const folders = ["", "docs", "docs/decisions", "sandbox", "e2e/control-plane"];
const pages = folders.flatMap((folder) =>
	readdirSync(join(root, folder))
		.filter((name) => name.endsWith(".md"))
		.map((name) => join(folder, name)),
);

it.each(pages)("%s leads to nothing that is not there", (page) => {
	const links = [...readFileSync(join(root, page), "utf8").matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)];
	const dead = links.map(([, link]) => link ?? "").filter((link) => !existsSync(join(root, dirname(page), link)));
	expect(dead).toEqual([]);
});
