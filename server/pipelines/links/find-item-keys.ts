/** Keys of items that a text names, such as PAY-112, each once. Whether such an item exists is another question. */
export function findItemKeys(text: string): string[] {
	const found = text.slice(0, 20_000).matchAll(/(?<![A-Z0-9-])[A-Z][A-Z0-9]{1,9}-[1-9]\d{0,8}(?![A-Za-z0-9])/g);
	return [...new Set([...found].map(([key]) => key))].slice(0, 20);
}
