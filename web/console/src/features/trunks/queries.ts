import { type Schemas, unwrap } from "@madoguchi/shared/api";
import { queryOptions } from "@tanstack/react-query";
import { api, queries } from "../../app/api";

export type Trunk = Schemas["Trunk"];
export type TrunkState = Schemas["TrunkState"];
export type TrunkInput = Schemas["TrunkInput"];
export type PhoneNumber = Schemas["PhoneNumber"];
export type PhoneNumberInput = Schemas["PhoneNumberInput"];
export type NumberTarget = Schemas["NumberTarget"];

/** A trunk that went down or came back is seen without a reload. */
const kLookEvery = 3_000;

export const trunksQuery = queryOptions({
  queryKey: ["trunks"],
  queryFn: () => unwrap(api.GET("/api/v1/telephone/trunks")),
  refetchInterval: kLookEvery,
  staleTime: 0,
});

export const numbersQuery = queryOptions({
  queryKey: ["numbers"],
  queryFn: () => unwrap(api.GET("/api/v1/telephone/numbers")),
  staleTime: 0,
});

const path = (trunkId: string) => ({ params: { path: { trunkId } } });
const numberPath = (numberId: string) => ({ params: { path: { numberId } } });

/** Without an id it is a new one. */
export async function saveTrunk(id: string | null, body: TrunkInput): Promise<void> {
  if (id === null) await unwrap(api.POST("/api/v1/telephone/trunks", { body }));
  else await unwrap(api.PUT("/api/v1/telephone/trunks/{trunkId}", { ...path(id), body }));
  await queries.invalidateQueries({ queryKey: trunksQuery.queryKey });
}

export async function removeTrunk(id: string): Promise<void> {
  await unwrap(api.DELETE("/api/v1/telephone/trunks/{trunkId}", path(id)));
  await queries.invalidateQueries({ queryKey: trunksQuery.queryKey });
}

export async function saveNumber(id: string | null, body: PhoneNumberInput): Promise<void> {
  if (id === null) await unwrap(api.POST("/api/v1/telephone/numbers", { body }));
  else await unwrap(api.PUT("/api/v1/telephone/numbers/{numberId}", { ...numberPath(id), body }));
  await queries.invalidateQueries({ queryKey: numbersQuery.queryKey });
}

export async function removeNumber(id: string): Promise<void> {
  await unwrap(api.DELETE("/api/v1/telephone/numbers/{numberId}", numberPath(id)));
  await queries.invalidateQueries({ queryKey: numbersQuery.queryKey });
}
