import { LoaderCircle } from "lucide-react";

/** Something is on its way. The words stand beside it. */
export function Spinner({ size = 14 }: { size?: number }) {
	return <LoaderCircle aria-hidden size={size} className="animate-spin" />;
}
