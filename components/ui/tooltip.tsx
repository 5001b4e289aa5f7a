"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";

/** More about an element, on hover and on focus. `children` is one element that can take focus. */
export function Tooltip({
	content,
	children,
}: {
	content: ReactNode;
	children: ReactElement<Record<string, unknown>>;
}) {
	return (
		<Base.Root>
			<Base.Trigger render={children} delay={300} />
			<Base.Portal>
				<Base.Positioner sideOffset={6} className="z-60">
					<Base.Popup className="max-w-80 rounded-md bg-raised px-2.5 py-1.5 text-text text-xs shadow-(--shadow)">
						{content}
					</Base.Popup>
				</Base.Positioner>
			</Base.Portal>
		</Base.Root>
	);
}
