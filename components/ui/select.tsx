import { clsx } from "clsx";
import type { Ref, SelectHTMLAttributes } from "react";
import { inputClass } from "./input.tsx";

export type Option = { value: string; label: string; disabled?: boolean };
type Props = SelectHTMLAttributes<HTMLSelectElement> & {
	options: readonly Option[];
	placeholder?: string;
	ref?: Ref<HTMLSelectElement>;
};

/** One of a few values, by the browser's own control: quick, known to every screen reader and good on phones. */
export function Select({ options, placeholder, className, ...rest }: Props) {
	return (
		<select {...rest} className={clsx(inputClass, "h-7 pr-7 max-md:h-9", className)}>
			{placeholder !== undefined && <option value="">{placeholder}</option>}
			{options.map(({ value, label, disabled }) => (
				<option key={value} value={value} disabled={disabled}>
					{label}
				</option>
			))}
		</select>
	);
}
