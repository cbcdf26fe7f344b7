import { QueryClient } from "@tanstack/react-query";
import { mayPass } from "~/api/problem";

const TRIES = 3;

/**
 * The state of the server as this tab knows it. What commits touch is asked again by `live/refresher.ts`, so nothing grows old by
 * itself; what may pass is tried again.
 */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => mayPass(error) && failures < TRIES,
      },
    },
  });
}
