"use client";
import dynamic from "next/dynamic";
import { SkeletonText } from "#components/ui/skeleton.tsx";

/** As on `/operator/incident`, the forms are drawn in the browser alone: they read its clock. */
const loading = () => <SkeletonText lines={8} label="Loading the form" />;

export const FillSample = dynamic(() => import("./incident-forms.tsx").then((module) => module.FillForm), {
  ssr: false,
  loading,
});
export const ItemSample = dynamic(() => import("./incident-forms.tsx").then((module) => module.ItemForm), {
  ssr: false,
  loading,
});
