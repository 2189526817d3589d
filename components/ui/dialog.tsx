"use client";
import { X } from "lucide-react";
import { Dialog as DialogPrimitive } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { cx } from "./cx.ts";
import { IconButton } from "./icon-button.tsx";

export type DialogProps = {
  /** One focusable element; leave out when `open` is controlled from elsewhere. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons at the bottom, the main one last. */
  footer?: ReactNode;
  children?: ReactNode;
};

function rootProps(props: Pick<DialogProps, "open" | "onOpenChange">) {
  return {
    ...(props.open === undefined ? {} : { open: props.open }),
    ...(props.onOpenChange === undefined ? {} : { onOpenChange: props.onOpenChange }),
  };
}

function DialogBody({ title, description, footer, children }: DialogProps) {
  return (
    <>
      <div className="flex items-start justify-between gap-4 border-divider border-b px-5 py-3.5">
        <div className="min-w-0">
          <DialogPrimitive.Title className="font-semibold text-lg leading-snug">{title}</DialogPrimitive.Title>
          {description ? (
            <DialogPrimitive.Description className="mt-0.5 text-muted text-sm">
              {description}
            </DialogPrimitive.Description>
          ) : null}
        </div>
        <DialogPrimitive.Close asChild>
          <IconButton tooltip={false} label="Close" icon={<X aria-hidden />} className="-mr-2" />
        </DialogPrimitive.Close>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
      {footer ? (
        <div className="flex flex-wrap justify-end gap-2 border-divider border-t bg-sunken px-5 py-3">{footer}</div>
      ) : null}
    </>
  );
}

/** Where focus was when a dialog without a trigger of its own opened, and the way back there when it closes. */
export function useFocusReturn() {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      opener.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      if (!(opener.current instanceof HTMLElement) || !opener.current.isConnected) return;
      event.preventDefault();
      opener.current.focus();
    },
  };
}

const noDescription = { "aria-describedby": undefined };

/** What lies over the page until it is closed; `className` says where. */
function Overlaid({ className, ...props }: DialogProps & { className: string }) {
  const focusReturn = useFocusReturn();
  return (
    <DialogPrimitive.Root {...rootProps(props)}>
      {props.trigger ? <DialogPrimitive.Trigger asChild>{props.trigger}</DialogPrimitive.Trigger> : null}
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <DialogPrimitive.Content
          {...focusReturn}
          {...(props.description ? {} : noDescription)}
          className={cx("fixed z-50 flex flex-col border-divider bg-surface shadow-float outline-none", className)}
        >
          <DialogBody {...props} />
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
}

/** A question that must be answered before going on. Focus is kept inside and returns to the trigger. */
export function Dialog({ size = "md", ...props }: DialogProps & { size?: "sm" | "md" | "lg" }) {
  const width = { sm: "max-w-sm", md: "max-w-lg", lg: "max-w-3xl" }[size];
  return (
    <Overlaid
      {...props}
      className={cx(
        "top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2",
        "overflow-hidden rounded-lg border",
        width,
      )}
    />
  );
}

/** A drawer at the edge for reading beside the page: proofs, details, navigation on small screens. */
export function Sheet({ side = "right", ...props }: DialogProps & { side?: "left" | "right" }) {
  const edge = side === "left" ? "left-0 border-r" : "right-0 border-l";
  return <Overlaid {...props} className={cx("inset-y-0 w-[min(32rem,calc(100vw-2.5rem))]", edge)} />;
}

/** Closes the dialog or sheet it stands in. `children` is one button. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <DialogPrimitive.Close asChild>{children}</DialogPrimitive.Close>;
}
