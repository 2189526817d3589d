/** The clock of a demonstration that is played on: where it is, how far somebody asked it to go, and the wish to go further. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import type { DemoClock } from "#lib/contract/endpoints/demonstration.ts";
import { requestJson } from "../request-json.ts";

const WHILE_IT_GOES_MS = 500;
/** What the index itself says of the last moments comes a little after time has arrived: so long after it pages are read again. */
const AGAIN_AFTER_MS = [3_000, 10_000, 30_000];
const KEY = ["demo-clock"] as const;

export function useDemoClock() {
  const router = useRouter();
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: async () => (await requestJson<DemoClock>("/api/v1/clock")).data,
    refetchInterval: ({ state }) => (isGoing(state.data) ? WHILE_IT_GOES_MS : false),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const goes = isGoing(data);
  const before = useRef(false);
  // What stands on the page is of before: read anew once time has arrived.
  useEffect(() => {
    const hasArrived = before.current && !goes;
    before.current = goes;
    if (!hasArrived) return;
    const readAnew = () => {
      router.refresh();
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] });
    };
    readAnew();
    const timers = AGAIN_AFTER_MS.map((afterMs) => setTimeout(readAnew, afterMs));
    return () => timers.forEach(clearTimeout);
  }, [goes, router, client]);
  const advance = useMutation({
    mutationFn: async (seconds: number) =>
      (await requestJson<DemoClock>("/api/v1/clock/advance", { method: "POST", body: { seconds } })).data,
    onSuccess: (clock) => {
      // On an index that nobody plays time has arrived with the answer.
      before.current = true;
      client.setQueryData(KEY, clock);
    },
  });
  return { clock: data, isGoing: goes, advance };
}

function isGoing(clock: DemoClock | undefined): boolean {
  return clock !== undefined && clock.until > clock.now;
}
