import { ExternalLink as Icon } from "lucide-react";
import type { ReactNode } from "react";

/** The URL when it is http or https; null for anything else, such as `javascript:`. */
export function safeUrl(url: string | null | undefined): string | null {
	if (!url || !URL.canParse(url)) return null;
	return ["http:", "https:"].includes(new URL(url).protocol) ? url : null;
}

/** A link out of Lazo. An address that is not http(s) is shown as text. */
export function ExternalLink({ href, children }: { href: string | null | undefined; children: ReactNode }) {
	const url = safeUrl(href);
	if (!url) return <span>{children}</span>;
	return (
		<a
			href={url}
			target="_blank"
			rel="noopener noreferrer"
			className="inline-flex items-center gap-1 text-accent hover:underline"
		>
			{children}
			<Icon aria-hidden size={12} />
		</a>
	);
}
