"use client";

import type { ComponentProps } from "react";
import { PageError } from "#components/frame/page-error.tsx";

export default function RootError(props: ComponentProps<typeof PageError>) {
	return (
		<>
			<title>Lazo</title>
			<PageError {...props} />
		</>
	);
}
