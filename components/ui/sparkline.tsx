type Props = {
	/** Null is a gap, never zero. */ values: readonly (number | null)[];
	label: string;
	color?: string;
	width?: number;
	height?: number;
};

/** A small line without axes. A gap stays a gap; `label` says in words what it shows. */
export function Sparkline({ values, label, color = "var(--series-1)", width = 120, height = 28 }: Props) {
	const known = values.filter((value) => value !== null);
	const low = Math.min(0, ...known);
	const high = Math.max(low + 1e-9, ...known);
	const x = (index: number) => (values.length < 2 ? 0 : (index / (values.length - 1)) * width);
	const y = (value: number) => height - 2 - ((value - low) / (high - low)) * (height - 4);
	let path = "";
	values.forEach((value, index) => {
		if (value === null) return;
		const starts = index === 0 || values[index - 1] === null;
		path += `${starts ? "M" : "L"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
	});
	return (
		<svg
			role="img"
			aria-label={label}
			viewBox={`0 0 ${width} ${height}`}
			width={width}
			height={height}
			preserveAspectRatio="none"
			className="max-w-full"
		>
			<title>{label}</title>
			{known.length === 0 ? (
				<line x1="0" x2={width} y1={height / 2} y2={height / 2} stroke="var(--unknown)" strokeDasharray="3 4" />
			) : (
				<path
					d={path}
					fill="none"
					stroke={color}
					strokeWidth="1.5"
					strokeLinejoin="round"
					strokeLinecap="round"
					vectorEffect="non-scaling-stroke"
				/>
			)}
		</svg>
	);
}
