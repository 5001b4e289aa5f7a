import { digestIn } from "#server/connectors/kubernetes/template.ts";

type Wanted = { digest: string | null; image: string; fromImage: string | null };

/**
 * Whether an image that somebody else wrote may be the version of a deployment: by its digest; by a tag of the same repository
 * where it names none, since then only the pods tell which version that is.
 */
export function imageFits(image: string, { digest, image: wanted, fromImage }: Wanted): boolean {
	const named = digestIn(image);
	if (named) return named === digest;
	return image !== fromImage && repositoryOf(image) === repositoryOf(wanted);
}

/** An image without tag and digest. */
export const repositoryOf = (image: string) => image.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
