import { ArtifactView } from "#components/artifacts/artifact-view.tsx";
import { artifactQuery } from "#components/artifacts/queries.ts";
import { threadQuery } from "#components/insights/queries.ts";
import { Prefetch } from "../../../prefetch.tsx";

export default async function ArtifactPage({ params }: { params: Promise<{ digest: string }> }) {
	const digest = decodeURIComponent((await params).digest);
	return (
		<Prefetch queries={[artifactQuery(digest), threadQuery("artifact", digest)]}>
			<ArtifactView digest={digest} />
		</Prefetch>
	);
}
