import { unwrap } from "@madoguchi/shared/api";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../app/api";

export const sandboxQuery = queryOptions({
  queryKey: ["sandbox"],
  queryFn: () => unwrap(api.GET("/api/v1/sandbox")),
  retry: false,
});
