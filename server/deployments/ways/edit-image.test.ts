import { describe, expect, it } from "vitest";
import { processorTime } from "#server/platform/testing/processor-time.ts";
import { editImage } from "./edit-image.ts";

const repository = "registry.example:5000/almena/shipping";
const old = `sha256:${"1".repeat(64)}`;
const digest = `sha256:${"2".repeat(64)}`;
const edit = (text: string, name?: string) => editImage(text, { repository, digest, ...(name && { name }) });

describe("editImage", () => {
	it("puts the digest of a kustomization where the old one was, and touches nothing else", () => {
		const file = (put: string) => `# production
resources: [../base]   # shared
images:
  - name: other
    newTag: v7
  - name: ${repository}
    digest: ${put}   # set by Lazo
`;
		expect(edit(file(old))).toEqual({ text: file(digest), before: old });
		expect(edit(file(digest))).toEqual({ text: file(digest), before: digest });
	});

	it("takes the place of a tag, and comes behind the name where there is neither", () => {
		const tagged = `images:\n  - name: app\n    newName: ${repository} # where\n    newTag: "1.4.0" # what\n`;
		expect(edit(tagged)).toEqual({
			text: `images:\n  - name: app\n    newName: ${repository} # where\n    digest: ${digest} # what\n`,
			before: null,
		});
		const bare = `kind: Kustomization\nimages:\n- name: ${repository} # ours\nresources:\n- a.yaml\n`;
		expect(edit(bare).text).toBe(
			`kind: Kustomization\nimages:\n- name: ${repository}\n  digest: ${digest} # ours\nresources:\n- a.yaml\n`,
		);
		const flow = `images: [{name: ${repository}}, {name: other, newTag: v1}]\n`;
		expect(edit(flow).text).toBe(`images: [{name: ${repository}, digest: ${digest}}, {name: other, newTag: v1}]\n`);
	});

	it("finds an image by the name that the kustomization gives it", () => {
		expect(edit("images:\n  - name: app\n    newTag: v1\n", "app").text).toBe(
			`images:\n  - name: app\n    digest: ${digest}\n`,
		);
	});

	it("changes every container of a manifest that runs the repository, by tag or digest, in whichever document", () => {
		const file = (main: string, first: string) => `apiVersion: v1
kind: Service
metadata: {name: shipping}
---
# The workload.
kind: Deployment
spec:
  template:
    spec:
      initContainers:
        - {name: migrate, image: "${first}", args: [migrate]}
      containers:
        - name: app
          image: ${main} # kept
        - name: proxy
          image: proxy:1
`;
		const wanted = `${repository}@${digest}`;
		const { text, before } = edit(file(`${repository}@${old}`, `${repository}:1.4.0`));
		expect(text).toBe(file(wanted, wanted).replace(`"${wanted}"`, wanted));
		expect(before).toBe(old);
	});

	it("writes the digest where nothing stood yet, beside a comment, in the file's own line ends", () => {
		const empty = (put: string) => `images:\n  - name: ${repository}\n    digest: ${put}# by Lazo\n    newName: x\n`;
		expect(edit(empty("")).text).toBe(empty(` ${digest} `));
		expect(edit(`images:\n  - name: ${repository}\n    digest:\n`).text).toContain(`digest: ${digest}\n`);
		expect(edit(`images:\r\n- name: ${repository}\r\n`).text).toBe(
			`images:\r\n- name: ${repository}\r\n  digest: ${digest}\r\n`,
		);
		expect(edit(`images:\n  - newName: ${repository}\n`).text).toBe(
			`images:\n  - newName: ${repository}\n    digest: ${digest}\n`,
		);
	});

	it("never eats the line behind an image or a tag that is written over several lines", () => {
		const manifest = `spec:\n  containers:\n    - image: >-\n        ${repository}:1\n      args: [a]\n`;
		expect(edit(manifest).text).toBe(`spec:\n  containers:\n    - image: ${repository}@${digest}\n      args: [a]\n`);
		const tagged = `images:\n  - name: ${repository}\n    newTag: |-\n      v1\n  - name: other\n`;
		expect(edit(tagged).text).toBe(`images:\n  - name: ${repository}\n    digest: ${digest}\n  - name: other\n`);
	});

	it("gives back nothing that does not say the digest when it is read again", () => {
		const explicit = `images:\n  - name: ${repository}\n    ? newTag\n    : v1\n`;
		expect(() => edit(explicit)).toThrow(expect.objectContaining({ code: "too-intricate" }));
	});

	it("reads a file of very many keys in seconds, so that the worker goes on", { timeout: 60_000 }, () => {
		const keys = Array.from({ length: 40_000 }, (_, key) => `key${key}: 1`).join("\n");
		const start = processorTime();
		expect(() => edit(keys)).toThrow(expect.objectContaining({ code: "image-not-in-file" }));
		expect(processorTime() - start).toBeLessThan(15_000);
	});

	it("refuses a file that names no such image, and one that is no YAML", () => {
		expect(() => edit("images:\n  - name: other\n    newTag: v1\n")).toThrow(
			expect.objectContaining({ code: "image-not-in-file" }),
		);
		expect(() => edit("a: [b\n")).toThrow(expect.objectContaining({ code: "not-yaml" }));
		expect(() => edit("")).toThrow(expect.objectContaining({ code: "not-yaml" }));
	});
});
