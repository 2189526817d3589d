"use client";
import { FileUp } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "./button.tsx";
import { cx } from "./cx.ts";

/** At once: a folder that was dropped by mistake is not read whole. */
const MOST = 20;

type Taker =
  | { onFile: (file: File) => void; onFiles?: undefined }
  | { onFiles: (files: readonly File[]) => void; onFile?: undefined };

/**
 * A place to drop a file, or to choose one. `label` names the hidden input; `children` say what belongs here. `onFiles`:
 * several at once.
 */
export function FileDrop({
  label,
  onFile,
  onFiles,
  isPrimary = false,
  others,
  className,
  children,
}: Taker & {
  label: string;
  isPrimary?: boolean;
  /** Other ways to give something, beside the button. */
  others?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const [isOver, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const [left, setLeft] = useState(0);
  const several = onFiles !== undefined;
  const take = (files: FileList | null) => {
    const [first] = files ?? [];
    if (files === null || first === undefined) return;
    onFile?.(first);
    onFiles?.([...files].slice(0, MOST));
    setLeft(several ? Math.max(0, files.length - MOST) : 0);
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
      {left === 0 ? null : (
        <p role="status" className="text-sm">
          The first {MOST} files were taken; {left} more were left out.
        </p>
      )}
    </fieldset>
  );
}
