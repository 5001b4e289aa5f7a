import { NotFound } from "#components/frame/not-found.tsx";

export default function RootNotFound() {
	return (
		<>
			<title>Lazo</title>
			<NotFound />
		</>
	);
}
