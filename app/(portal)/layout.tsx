import type { ReactNode } from "react";
import { Frame } from "#components/frame/frame.tsx";
import { meQuery, teamsQuery } from "#components/frame/queries.ts";
import { Prefetch } from "../prefetch.tsx";

export default function PortalLayout({ children }: { children: ReactNode }) {
	return (
		<Prefetch queries={[meQuery(), teamsQuery()]}>
			<Frame>{children}</Frame>
		</Prefetch>
	);
}
