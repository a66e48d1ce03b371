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

export function renewInvitation(operatorId: string) {
  return unwrap(
    api.POST("/api/v1/operators/{operatorId}/invitation", { params: { path: { operatorId } } }),
  );
}
