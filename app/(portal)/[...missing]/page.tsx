import { notFound } from "next/navigation";

/** An address that no page has, shown inside the frame. */
export default function MissingPage() {
	notFound();
}
