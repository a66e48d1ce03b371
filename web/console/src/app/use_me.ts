import { useSuspenseQuery } from "@tanstack/react-query";
import { type Me, meQuery } from "./api";

/** The signed-in operator; only below the route that has made sure of it. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}
