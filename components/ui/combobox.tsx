"use client";

import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { inputClass } from "./input.tsx";
import type { Option } from "./select.tsx";

type Props = {
	id?: string;
	options: readonly Option[];
	value: string | null;
	onChange: (value: string | null) => void;
	placeholder?: string;
	/** Called with what is typed, for lists that the server searches. */
	onSearch?: (text: string) => void;
	disabled?: boolean;
	"aria-label"?: string;
};

/** One of many values, found by typing. */
export function Combobox({ id, options, value, onChange, placeholder, onSearch, disabled, ...rest }: Props) {
	const t = useTranslations("ui");
	const chosen = options.find((option) => option.value === value) ?? null;
	return (
		<Base.Root
			items={options}
			value={chosen}
			onValueChange={(option: Option | null) => onChange(option?.value ?? null)}
			{...(onSearch && { onInputValueChange: onSearch, filter: null })}
			disabled={disabled ?? false}
		>
			<div className="relative">
				<Base.Input id={id} placeholder={placeholder} className={`${inputClass} h-7 pr-7 max-md:h-9`} {...rest} />
				<Base.Trigger
					aria-label={t("showOptions")}
					className="absolute inset-y-0 right-1 flex items-center px-1 text-faint"
				>
					<ChevronsUpDown aria-hidden size={14} />
				</Base.Trigger>
			</div>
			<Base.Portal>
				<Base.Positioner sideOffset={4} className="z-60">
					<Base.Popup className="max-h-72 w-(--anchor-width) min-w-48 overflow-auto rounded-md bg-raised p-1 shadow-(--shadow) outline-none">
						<Base.Empty className="px-2 py-1.5 text-muted text-xs empty:hidden">{t("noMatch")}</Base.Empty>
						<Base.List>
							{(option: Option) => (
								<Base.Item
									key={option.value}
									value={option}
									className="flex h-7 cursor-default select-none items-center gap-2 rounded-sm px-2 text-sm data-highlighted:bg-hover"
								>
									<span className="flex-1 truncate">{option.label}</span>
									<Base.ItemIndicator>
										<Check aria-hidden size={14} />
									</Base.ItemIndicator>
								</Base.Item>
							)}
						</Base.List>
					</Base.Popup>
				</Base.Positioner>
			</Base.Portal>
		</Base.Root>
	);
}
