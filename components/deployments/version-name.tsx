import { Digest } from "#components/ui/digest.tsx";
import { Key } from "#components/ui/key.tsx";

type Props = { version: string | null; digest: string | null; image?: string | null };

/** A version by its name and digest, or by its image when it has neither. */
export function VersionName({ version, digest, image }: Props) {
	if (!digest) return image ? <Key>{image}</Key> : <span className="text-faint">—</span>;
	return (
		<span className="inline-flex items-baseline gap-1.5">
			{version && <span className="font-medium">{version}</span>}
			<Digest value={digest} />
		</span>
	);
}
