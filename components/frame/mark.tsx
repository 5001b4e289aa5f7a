/** Lazo's sign: the ring of eight segments, one of them where something is going on. */
export function Mark({ size = 20 }: { size?: number }) {
	return (
		<svg aria-hidden viewBox="0 0 20 20" width={size} height={size} fill="none" strokeWidth="3.2">
			{Array.from({ length: 8 }, (_, index) => {
				const angle = (at: number) => ((index + at) / 8) * 2 * Math.PI - Math.PI / 2;
				const point = (at: number) =>
					`${(10 + 7.6 * Math.cos(angle(at))).toFixed(2)} ${(10 + 7.6 * Math.sin(angle(at))).toFixed(2)}`;
				return (
					<path
						key={String(index)}
						d={`M${point(0.12)}A7.6 7.6 0 0 1 ${point(0.88)}`}
						stroke={index === 7 ? "var(--accent)" : "currentColor"}
					/>
				);
			})}
		</svg>
	);
}
