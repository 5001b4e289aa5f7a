import { CopyButton } from "#components/ui/copy-button.tsx";

/** A secret that is shown this one time. */
export function ToldOnce({ text, note }: { text: string; note: string }) {
	return (
		<div className="rounded-md border border-accent/50 bg-accent-soft px-3 py-2.5">
			<p className="pb-1 font-medium">{note}</p>
			<p className="flex items-center gap-1">
				<code data-secret className="min-w-0 break-all font-mono text-xs">
					{text}
				</code>
				<CopyButton text={text} />
			</p>
		</div>
	);
}
