import { notFound } from "next/navigation";
import { PreviewView } from "#components/workloads/previews/preview-view.tsx";
import { previewQuery } from "#components/workloads/previews/queries.ts";
import { Prefetch } from "../../../prefetch.tsx";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export default async function PreviewPage({ params }: { params: Promise<{ id: string }> }) {
	const { id } = await params;
	if (!uuid.test(id)) notFound();
	return (
		<Prefetch queries={[previewQuery(id)]}>
			<PreviewView id={id} />
		</Prefetch>
	);
}
