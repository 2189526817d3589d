import { useId } from "react";
import { type ChoiceProps, ChoiceRow, choiceClass } from "./choice.tsx";

/** Yes or no, taken when the form is sent. For what acts at once use `Switch`. */
export function Checkbox({ label, help, boxed, className, ...props }: ChoiceProps) {
  const generated = useId();
  const id = props.id ?? generated;
  return (
    <ChoiceRow
      id={id}
      label={label}
      help={help}
      boxed={boxed}
      className={className}
      control={<input type="checkbox" className={choiceClass} {...props} id={id} />}
    />
  );
}
