import { clsx } from "clsx";
import type { InputHTMLAttributes, Ref, TextareaHTMLAttributes } from "react";

/** The look of everything that is typed into. */
export const inputClass =
	"w-full rounded-md border border-line-strong bg-surface px-2.5 text-sm text-text placeholder:text-faint hover:border-faint aria-invalid:border-failing disabled:bg-hover disabled:text-muted";

type InputProps = InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> };

/** A line of text. */
export function Input({ className, ...rest }: InputProps) {
	return <input {...rest} className={clsx(inputClass, "h-7 max-md:h-9", className)} />;
}

type TextAreaProps = TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> };

/** Several lines of text. */
export function TextArea({ className, ...rest }: TextAreaProps) {
	return <textarea {...rest} className={clsx(inputClass, "min-h-20 py-1.5", className)} />;
}
