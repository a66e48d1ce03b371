import { useEffect, useState, useSyncExternalStore } from "react";
import { sayProblem } from "../../app/problems";
import { SettingsSection } from "../../app/settings_page";
import { Button } from "../../design/button";
import { HangUpIcon, PhoneIcon } from "../../design/icons/phone";
import { type TextKey, useT } from "../../i18n/i18n";
import { usePhoneState } from "../../phone/current";
import { lossOf, lossVerdict, roundTripVerdict, type Verdict } from "../../phone/quality_rules";
import { TestCall, type TestState } from "../../phone/test_call";

const kVerdicts: Record<Verdict, TextKey> = {
  good: "devices.good",
  fair: "devices.fair",
  poor: "devices.poor",
};

/** A call to oneself: the whole way of the audio to the server and back, with its quality in words [V14]. */
export function TestCallSection() {
  const { t } = useT();
  const [call] = useState(() => new TestCall());
  const state = useSyncExternalStore(call.subscribe, call.getState);
  const isInCall = usePhoneState().leg !== null;
  const isOn = state.leg !== null;
  useEffect(() => call.stop, [call]);
  return (
    <SettingsSection title={t("devices.test")} about={t("devices.testAbout")}>
      <div className="test-call">
        {isOn ? (
          <Button kind="danger" onPress={call.stop}>
            <HangUpIcon size={18} />
            {t("devices.testStop")}
          </Button>
        ) : (
          <Button isDisabled={isInCall} onPress={() => void call.start()}>
            <PhoneIcon size={18} />
            {t("devices.testStart")}
          </Button>
        )}
        <p role="status">{isInCall ? t("devices.testInCall") : saysOf(state, t)}</p>
      </div>
      {isOn && state.leg?.connection === "connected" ? <Figures state={state} /> : null}
    </SettingsSection>
  );
}

function saysOf({ leg, error }: TestState, t: ReturnType<typeof useT>["t"]): string {
  if (error !== null) return sayProblem(t, error);
  if (!leg) return "";
  if (leg.microphone !== "on" && leg.microphone !== "asked") return t("devices.testUnheard");
  return t(leg.connection === "connected" ? "devices.testSpeak" : "devices.testConnecting");
}

function Figures({ state: { quality } }: { state: TestState }) {
  const { t } = useT();
  if (!quality) return null;
  const loss = lossOf(quality);
  return (
    <dl className="facts">
      <Figure
        name={t("devices.roundTrip")}
        value={quality.roundTripMs === null ? null : `${Math.round(quality.roundTripMs)} ms`}
        verdict={roundTripVerdict(quality)}
      />
      <Figure
        name={t("devices.loss")}
        value={loss === null ? null : `${(loss * 100).toFixed(1)} %`}
        verdict={lossVerdict(quality)}
      />
    </dl>
  );
}

interface FigureProps {
  name: string;
  value: string | null;
  verdict: Verdict | null;
}

function Figure({ name, value, verdict }: FigureProps) {
  const { t } = useT();
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{value === null || verdict === null ? "―" : `${value}・${t(kVerdicts[verdict])}`}</dd>
    </div>
  );
}
