import { CopyButton } from "./copy-button.tsx";

/** A key or name in the mono face; `copyable` adds its copy button. */
export function Key({ children, copyable = false }: { children: string; copyable?: boolean }) {
	return (
		<span className="inline-flex items-center gap-0.5 font-mono text-xs">
			{children}
			{copyable && <CopyButton text={children} />}
		</span>
	);
}
