/** Whether keys pressed there are text and not shortcuts. */
export function isTyping(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false;
	return (
		target.isContentEditable ||
		/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
		target.closest("[role=dialog],[role=menu],[role=listbox]") !== null
	);
}
