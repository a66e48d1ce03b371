import { unwrap } from "@madoguchi/shared/api";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, type Me } from "../../app/api";
import { useMe } from "../../app/use_me";

/** Customers and contacts of all own services; the last results stay while the next are on their way. */
export function useSearch(query: string) {
  const me = useMe();
  return useQuery({
    queryKey: ["search", query],
    queryFn: ({ signal }) => searchEverywhere(me, query, signal),
    enabled: query !== "",
    placeholderData: keepPreviousData,
    staleTime: 5000,
  });
}

async function searchEverywhere(me: Me, q: string, signal: AbortSignal) {
  const answers = await Promise.all(
    me.services.map(async ({ id: serviceId }) => {
      const found = await unwrap(
        api.GET("/api/v1/services/{serviceId}/search", {
          params: { path: { serviceId }, query: { q } },
          signal,
        }),
      );
      return { serviceId, ...found };
    }),
  );
  return {
    customers: answers.flatMap((answer) =>
      answer.customers.map((customer) => ({ serviceId: answer.serviceId, customer })),
    ),
    contacts: answers.flatMap((answer) => answer.contacts),
  };
}
