"use client";
import { FileUp } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "./button.tsx";
import { cx } from "./cx.ts";

/** At once: a folder that was dropped by mistake is not read whole. */
const MOST = 20;

/**
 * A place to drop a file, or to choose one. `label` names the hidden input; `children` say what belongs here; of `several`
 * each is given.
 */
export function FileDrop({
  label,
  onFile,
  several = false,
  isPrimary = false,
  others,
  className,
  children,
}: {
  label: string;
  onFile: (file: File) => void;
  several?: boolean;
  isPrimary?: boolean;
  /** Other ways to give something, beside the button. */
  others?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const [isOver, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null) => {
    for (const file of [...(files ?? [])].slice(0, several ? MOST : 1)) onFile(file);
  };
  return (
    <fieldset
      aria-label="Drop a file here"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
      className={cx(
        "flex flex-col items-center gap-3 rounded-lg border border-dashed px-5 py-8 text-center",
        isOver ? "border-link bg-selected" : "border-control",
        className,
      )}
    >
      <FileUp aria-hidden className="size-6 text-muted" />
      <p>{children}</p>
      <input
        ref={chooser}
        type="file"
        multiple={several}
        aria-label={label}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = "";
        }}
      />
      <div className="flex flex-wrap justify-center gap-2">
        <Button {...(isPrimary ? { variant: "primary" } : {})} onClick={() => chooser.current?.click()}>
          {several ? "Choose files" : "Choose a file"}
        </Button>
        {others}
      </div>
    </fieldset>
  );
}
