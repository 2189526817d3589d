"use client";
import { createContext, type ReactNode, useContext, useId } from "react";
import { type ChoiceProps, ChoiceRow, choiceClass } from "./choice.tsx";
import { cx } from "./cx.ts";
import { Fieldset } from "./field.tsx";

type Group = { name: string; value: string | undefined; onValueChange: ((value: string) => void) | undefined };
const GroupContext = createContext<Group | undefined>(undefined);

/** One of several. Controlled by `value`/`onValueChange`, or left to the form (`<Radio {...register("x")} />`). */
export function RadioGroup({
  legend,
  help,
  error,
  name,
  value,
  onValueChange,
  inline = false,
  className,
  children,
}: {
  legend: ReactNode;
  help?: ReactNode;
  error?: string | undefined;
  name?: string;
  value?: string;
  onValueChange?: (value: string) => void;
  /** Side by side instead of one per line. */
  inline?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <GroupContext value={{ name: name ?? id, value, onValueChange }}>
      <Fieldset legend={legend} help={help} error={error} {...(className ? { className } : {})}>
        <div className={cx("flex gap-2", inline ? "flex-wrap gap-x-5" : "flex-col")}>{children}</div>
      </Fieldset>
    </GroupContext>
  );
}

export function Radio({ label, help, boxed, className, value, ...props }: ChoiceProps & { value: string }) {
  const generated = useId();
  const id = props.id ?? generated;
  const group = useContext(GroupContext);
  const controlled =
    group?.onValueChange === undefined
      ? {}
      : { checked: group.value === value, onChange: () => group.onValueChange?.(value) };
  return (
    <ChoiceRow
      id={id}
      label={label}
      help={help}
      boxed={boxed}
      className={className}
      control={
        <input
          type="radio"
          className={choiceClass}
          name={group?.name}
          value={value}
          {...controlled}
          {...props}
          id={id}
        />
      }
    />
  );
}
