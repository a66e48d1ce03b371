import { unwrap } from "@madoguchi/shared/api";
import { queryOptions } from "@tanstack/react-query";
import { api, queries } from "../../app/api";

export const customerQuery = (serviceId: string, customerId: string) =>
  queryOptions({
    queryKey: ["customer", serviceId, customerId],
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/services/{serviceId}/customers/{customerId}", {
          params: { path: { serviceId, customerId } },
        }),
      ),
  });

/** Shows a customer by the newest of their contacts. */
export async function openCustomer(
  serviceId: string,
  customerId: string,
  open: (contactId: string) => void,
  onError: (error: unknown) => void,
): Promise<void> {
  try {
    const detail = await queries.fetchQuery(customerQuery(serviceId, customerId));
    const newest = detail.contacts.reduce((a, b) => (b.startedAt > a.startedAt ? b : a));
    open(newest.id);
  } catch (error) {
    onError(error);
  }
}
