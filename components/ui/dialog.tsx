"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { clsx } from "clsx";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode, RefObject } from "react";

type Props = {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	title: ReactNode;
	description?: ReactNode;
	children?: ReactNode;
	/** Buttons at the bottom, the act last. */
	footer?: ReactNode;
	width?: "sm" | "md" | "lg";
	/** What gets the focus when it opens; the first control otherwise. */
	initialFocus?: RefObject<HTMLElement | null>;
};

const widths = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-3xl" };
const backdrop =
	"fixed inset-0 z-50 bg-black/40 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

/** A dialog in the middle; focus stays inside and returns to where it was. */
export function Dialog({
	open,
	onOpenChange,
	title,
	description,
	children,
	footer,
	width = "md",
	initialFocus,
}: Props) {
	return (
		<Base.Root open={open} onOpenChange={onOpenChange}>
			<Base.Portal>
				<Base.Backdrop className={backdrop} />
				<Base.Popup
					{...(initialFocus && { initialFocus })}
					className={clsx(
						"fixed top-[12vh] left-1/2 z-50 flex max-h-[76vh] w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-lg bg-raised shadow-(--shadow) outline-none",
						"transition-[opacity,translate] duration-150 data-ending-style:opacity-0 data-starting-style:translate-y-1 data-starting-style:opacity-0",
						widths[width],
					)}
				>
					<Heading title={title} description={description} />
					{children && <div className="min-h-0 overflow-y-auto px-4 pb-4">{children}</div>}
					{footer && <Footer>{footer}</Footer>}
				</Base.Popup>
			</Base.Portal>
		</Base.Root>
	);
}

/** A sheet of 560 px from the right, for an act with many facts or for details beside a list. */
export function Sheet({ open, onOpenChange, title, description, children, footer }: Omit<Props, "width">) {
	return (
		<Base.Root open={open} onOpenChange={onOpenChange}>
			<Base.Portal>
				<Base.Backdrop className={backdrop} />
				<Base.Popup className="fixed inset-y-0 right-0 z-50 flex w-[560px] max-w-full flex-col bg-raised shadow-(--shadow) outline-none transition-[opacity,translate] duration-180 data-ending-style:translate-x-4 data-starting-style:translate-x-4 data-ending-style:opacity-0 data-starting-style:opacity-0">
					<Heading title={title} description={description} />
					<div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4">{children}</div>
					{footer && <Footer>{footer}</Footer>}
				</Base.Popup>
			</Base.Portal>
		</Base.Root>
	);
}

function Heading({ title, description }: { title: ReactNode; description?: ReactNode }) {
	const t = useTranslations("ui");
	return (
		<div className="flex items-start gap-3 px-4 pt-3.5 pb-3">
			<div className="min-w-0 flex-1">
				<Base.Title className="font-semibold text-lg">{title}</Base.Title>
				{description && <Base.Description className="mt-0.5 text-muted">{description}</Base.Description>}
			</div>
			<Base.Close
				aria-label={t("close")}
				className="inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text"
			>
				<X aria-hidden size={16} />
			</Base.Close>
		</div>
	);
}

const Footer = ({ children }: { children: ReactNode }) => (
	<div className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3">{children}</div>
);
