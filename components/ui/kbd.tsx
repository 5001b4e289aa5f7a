/** A key of the keyboard. */
export function Kbd({ children }: { children: string }) {
	return (
		<kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border bg-canvas px-1 font-sans text-muted text-xs">
			{children}
		</kbd>
	);
}
