import type { Metadata } from "next";
import { MapView } from "./map-view.tsx";
import { TableView } from "./table-view.tsx";

export const metadata: Metadata = {
  title: "Providers",
  description: "Who is listed, run by whom, how each is rated, at which price, and how much to keep there.",
};

type Params = { searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export default async function ProvidersPage({ searchParams }: Params) {
  const params = await searchParams;
  return params.view === "map" ? <MapView params={params} /> : <TableView params={params} />;
}
