import ReactMarkdown from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { safeUrl } from "./external-link.tsx";

/** Markdown from people and files: no HTML, no scripts, links only to http(s). Import it lazily where a page may do without. */
export function Markdown({ children }: { children: string }) {
	return (
		<div className="prose-lazo max-w-[72ch] space-y-2 [&_a]:text-accent [&_a]:underline [&_code]:rounded-sm [&_code]:bg-hover [&_code]:px-1 [&_code]:font-mono [&_code]:text-xs [&_h1]:font-semibold [&_h1]:text-lg [&_h2]:font-semibold [&_h3]:font-medium [&_li]:ml-5 [&_ol]:list-decimal [&_pre]:overflow-x-auto [&_pre]:rounded-md [&_pre]:border [&_pre]:p-2 [&_td]:border [&_td]:px-2 [&_th]:border [&_th]:px-2 [&_ul]:list-disc">
			<ReactMarkdown
				skipHtml
				remarkPlugins={[remarkGfm]}
				rehypePlugins={[rehypeSanitize]}
				urlTransform={(url) => safeUrl(url) ?? ""}
				components={{
					a: ({ href, children: text }) => (
						<a href={href} rel="noopener noreferrer nofollow" target="_blank">
							{text}
						</a>
					),
					img: ({ alt }) => <span className="text-muted">{alt}</span>,
				}}
			>
				{children}
			</ReactMarkdown>
		</div>
	);
}
