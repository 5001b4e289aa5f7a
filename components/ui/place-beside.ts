type Side = { align?: "start" | "end" | "center"; above?: boolean };

const gap = 4;
const edge = 8;

/** Places a fixed popup beside its anchor: below it, or above where there is no room; always inside the window. */
export function placeBeside(popup: HTMLElement, anchor: Element, { align = "start", above = false }: Side = {}): void {
	const at = anchor.getBoundingClientRect();
	const { width, height } = popup.getBoundingClientRect();
	const fitsBelow = at.bottom + gap + height <= window.innerHeight - edge;
	const fitsAbove = at.top - gap - height >= edge;
	const top = (above && fitsAbove) || (!fitsBelow && fitsAbove) ? at.top - gap - height : at.bottom + gap;
	const left = align === "end" ? at.right - width : align === "center" ? at.left + (at.width - width) / 2 : at.left;
	popup.style.top = `${Math.max(edge, Math.min(top, window.innerHeight - edge - height))}px`;
	popup.style.left = `${Math.max(edge, Math.min(left, window.innerWidth - edge - width))}px`;
}
