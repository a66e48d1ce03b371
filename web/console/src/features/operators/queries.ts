import { type Schemas, unwrap } from "@madoguchi/shared/api";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../app/api";

export type Operator = Schemas["Operator"];
export type OperatorInput = Schemas["OperatorInput"];
export type OperatorPatch = Schemas["OperatorPatch"];
export type ServiceRole = Schemas["ServiceRole"];

export const operatorsQuery = queryOptions({
  queryKey: ["operators"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/operators"))).operators,
});

export function inviteOperator(body: OperatorInput) {
  return unwrap(api.POST("/api/v1/operators", { body }));
}

export function updateOperator(operatorId: string, body: OperatorPatch) {
  return unwrap(
    api.PATCH("/api/v1/operators/{operatorId}", { params: { path: { operatorId } }, body }),
  );
}

const kAskEvery = 5000;

/** Below operatorsQuery's key, for what changes an operator may end the password. */
export const deskPhoneQuery = (operatorId: string) =>
  queryOptions({
    queryKey: [...operatorsQuery.queryKey, operatorId, "desk-phone"],
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/operators/{operatorId}/desk-phone", { params: { path: { operatorId } } }),
      ),
    refetchInterval: kAskEvery,
  });

export function makeDeskPhonePassword(operatorId: string) {
  return unwrap(
    api.POST("/api/v1/operators/{operatorId}/desk-phone", { params: { path: { operatorId } } }),
  );
}

export function removeDeskPhonePassword(operatorId: string) {
  return unwrap(
    api.DELETE("/api/v1/operators/{operatorId}/desk-phone", { params: { path: { operatorId } } }),
  );
}

export function renewInvitation(operatorId: string) {
  return unwrap(
    api.POST("/api/v1/operators/{operatorId}/invitation", { params: { path: { operatorId } } }),
  );
}
