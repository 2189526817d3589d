"use client";
import dynamic from "next/dynamic";
import type { ComponentProps } from "react";
import type { DirectoryTable } from "./directory-table.tsx";

/** Drawn by the server as it is in the address; what picks rows comes after first paint. */
const Table = dynamic(() => import("./directory-table.tsx").then((module) => module.DirectoryTable));

export function Directory(props: ComponentProps<typeof DirectoryTable>) {
  return <Table {...props} />;
}
