import { type ReactNode, useId } from "react";

type Wiring = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };
type Props = {
	label: ReactNode;
	hint?: ReactNode;
	error?: ReactNode;
	optional?: string /** Gets what ties the control to its label, hint and error. */;
	children: (wiring: Wiring) => ReactNode;
};

/** A labelled control with its hint and its error. */
export function Field({ label, hint, error, optional, children }: Props) {
	const id = useId();
	const notes = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
	return (
		<div className="flex flex-col gap-1">
			<label htmlFor={id} className="flex items-baseline gap-2 font-medium text-sm">
				{label}
				{optional && <span className="font-normal text-faint text-xs">{optional}</span>}
			</label>
			{children({ id, ...(notes && { "aria-describedby": notes }), ...(error ? { "aria-invalid": true } : {}) })}
			{hint && (
				<p id={`${id}-hint`} className="text-muted text-xs">
					{hint}
				</p>
			)}
			{error && (
				<p id={`${id}-error`} role="alert" className="text-failing text-xs">
					{error}
				</p>
			)}
		</div>
	);
}

type CheckboxProps = {
	label: ReactNode;
	hint?: ReactNode;
	checked: boolean;
	onChange: (checked: boolean) => void;
	disabled?: boolean;
};

/** Yes or no. */
export function Checkbox({ label, hint, checked, onChange, disabled = false }: CheckboxProps) {
	return (
		<label className="flex items-start gap-2 py-0.5">
			<input
				type="checkbox"
				checked={checked}
				disabled={disabled}
				onChange={(event) => onChange(event.target.checked)}
				className="mt-[3px] size-3.5 accent-(--accent)"
			/>
			<span>
				<span className="text-sm">{label}</span>
				{hint && <span className="block text-muted text-xs">{hint}</span>}
			</span>
		</label>
	);
}
