import { Suspense, useEffect } from "react";
import { later } from "../design/later";
import { useLiveDesk } from "../live/use_live";
import { currentPhone } from "../phone/current";
import type { Phone } from "../phone/phone";
import { mayPhone } from "../phone/rules";
import { useMe } from "./use_me";

const PhoneAttention = later(async () => (await import("../features/phone")).PhoneAttention);

/** The phone of this tab, for who may use one; its code comes after the first screen. */
export function PhoneOfTab() {
  const me = useMe();
  const live = useLiveDesk();
  const isAllowed = mayPhone(me);
  useEffect(() => {
    if (!isAllowed) return;
    let phone: Phone | null = null;
    let isCurrent = true;
    const start = async () => {
      const { makePhone } = await import("../phone/make_phone");
      if (!isCurrent) return;
      phone = makePhone(live);
      phone.start();
      currentPhone.set(phone);
    };
    void start().catch(() => undefined);
    return () => {
      isCurrent = false;
      phone?.stop();
      currentPhone.set(null);
    };
  }, [live, isAllowed]);
  if (!isAllowed) return null;
  return (
    <Suspense>
      <PhoneAttention />
    </Suspense>
  );
}
