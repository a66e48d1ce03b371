import { ApiError, createApi, type Schemas, unwrap } from "@madoguchi/shared/api";
import { QueryClient, queryOptions } from "@tanstack/react-query";
import { makeDeskApi } from "../live/desk_api";

export const api = createApi();
export const deskApi = makeDeskApi(api);

export type Me = Schemas["Me"];
export type MyService = Schemas["MyService"];

/** What the server refused for good is not asked again; a lost connection is, twice. */
function shouldRetry(failures: number, error: Error): boolean {
  const isRefused =
    error instanceof ApiError && error.problem.status > 0 && error.problem.status < 500;
  return !isRefused && failures < 2;
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: shouldRetry, staleTime: 30_000, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
});

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => unwrap(api.GET("/api/v1/me")),
  staleTime: Number.POSITIVE_INFINITY,
});

export const setupQuery = queryOptions({
  queryKey: ["setup"],
  queryFn: () => unwrap(api.GET("/api/v1/setup")),
  staleTime: 0,
});

export const workReasonsQuery = queryOptions({
  queryKey: ["work-reasons"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/work-reasons"))).workReasons,
});

export const ngWordsQuery = (serviceId: string) =>
  queryOptions({
    queryKey: ["ng-words", serviceId],
    queryFn: async () =>
      (
        await unwrap(
          api.GET("/api/v1/services/{serviceId}/ng-words", { params: { path: { serviceId } } }),
        )
      ).words,
    staleTime: 300_000,
  });

export function isServiceAdmin(me: Me, serviceId: string): boolean {
  return (
    me.isOrganizationAdmin ||
    me.services.some((service) => service.id === serviceId && service.role === "serviceAdmin")
  );
}

export function isAdminSomewhere(me: Me): boolean {
  return me.isOrganizationAdmin || me.services.some((service) => service.role === "serviceAdmin");
}

export function mayChat(me: Me): boolean {
  return me.services.some((service) => service.canChat);
}
