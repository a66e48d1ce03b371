import { Suspense, useEffect } from "react";
import { later } from "../design/later";
import { announce } from "../design/toast";
import { t } from "../i18n/i18n";
import { kRealTimers } from "../live/socket";
import { useLiveDesk } from "../live/use_live";
import { currentPhone } from "../phone/current";
import type { Phone } from "../phone/phone";
import { mayPhone } from "../phone/rules";
import { untilHere } from "./until_here";
import { useMe } from "./use_me";

const sayMissing = () => announce(t("call.noPhoneYet"));

/** Without it nothing rings: to fail once must not end it for this tab. */
const PhoneAttention = later<object>(async () => {
  const phone = await untilHere(() => import("../features/phone"), kRealTimers, sayMissing);
  return phone?.PhoneAttention ?? (() => null);
});

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
      const load = () => import("../phone/make_phone");
      const made = await untilHere(load, kRealTimers, sayMissing, () => isCurrent);
      if (!made || !isCurrent) return;
      phone = made.makePhone(live);
      phone.start();
      currentPhone.set(phone);
    };
    void start();
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
