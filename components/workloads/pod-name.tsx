/** The name of a pod; where it is too long its middle gives way: what tells pods of one workload apart is at the end. */
export function PodName({ name }: { name: string }) {
	return (
		<span className="inline-flex max-w-full font-mono text-xs" title={name}>
			<span className="truncate">{name.slice(0, -endLength)}</span>
			<span className="shrink-0">{name.slice(-endLength)}</span>
		</span>
	);
}

/** A hyphen and the five characters Kubernetes draws for each pod. */
const endLength = 6;
