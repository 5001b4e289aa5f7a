/** The place of something that is being read. It appears after 200 ms, so that quick answers do not flicker. */
export function Skeleton({ className = "h-4 w-32" }: { className?: string }) {
	return <span aria-hidden className={`appear-late block rounded-sm bg-hover ${className}`} />;
}

/** The place of a table that is being read. */
export function SkeletonRows({ rows = 8 }: { rows?: number }) {
	return (
		<div aria-hidden className="appear-late flex flex-col gap-px">
			{Array.from({ length: rows }, (_, index) => (
				<span key={String(index)} className="flex h-8 items-center border-b">
					<span className="block h-3.5 rounded-sm bg-hover" style={{ width: `${30 + ((index * 17) % 45)}%` }} />
				</span>
			))}
		</div>
	);
}
