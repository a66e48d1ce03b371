import { PageHead, SettingsSection } from "../../app/settings_page";
import "../../app/admin.css";
import { useCallback, useEffect, useState } from "react";
import { Button } from "../../design/button";
import { Choice } from "../../design/choice";
import { SoundIcon } from "../../design/icons/objects";
import { MicrophoneIcon } from "../../design/icons/phone";
import { Switch } from "../../design/switch";
import { useT } from "../../i18n/i18n";
import { usePhone } from "../../phone/current";
import { audioSettings, useAudioSettings } from "../../phone/devices";
import { canChooseRinger, startRinging } from "../../phone/ring_tone";
import "./account.css";
import "./devices.css";
import { DeskPhoneSection } from "./desk_phone_section";
import { type DeviceKind, optionsOf } from "./device_options";
import { InputLevel } from "./input_level";
import { TestCallSection } from "./test_call_section";

const kRingsFor = 2600;

/** /me/devices: microphone, speaker and ring tone of this browser [V14]. */
export function DevicesPage() {
  const { t } = useT();
  const devices = useDevices();
  return (
    <main className="admin-page account" id="main">
      <PageHead title={t("action.goDevices")} about={t("devices.about")} />
      <div className="page-scroll">
        <Speaking devices={devices.list} onAllowed={devices.refresh} />
        <Hearing devices={devices.list} />
        <Ringing devices={devices.list} />
        <DeskPhoneSection />
        <TestCallSection />
      </div>
    </main>
  );
}

/** What is connected; without the right to the microphone browsers hide the names. */
function useDevices() {
  const [list, setList] = useState<readonly MediaDeviceInfo[]>([]);
  const refresh = useCallback(async () => {
    setList((await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? []);
  }, []);
  useEffect(() => {
    void refresh();
    const onChange = () => void refresh();
    navigator.mediaDevices?.addEventListener("devicechange", onChange);
    return () => navigator.mediaDevices?.removeEventListener("devicechange", onChange);
  }, [refresh]);
  return { list, refresh };
}

interface ChooserProps {
  label: string;
  kind: DeviceKind;
  devices: readonly MediaDeviceInfo[];
  value: string;
  onChange: (id: string) => void;
}

function DeviceChoice({ label, kind, devices, value, onChange }: ChooserProps) {
  const { t } = useT();
  const nameless = (n: number) => t("devices.nameless", { n });
  const options = optionsOf(devices, kind, t("devices.systemDefault"), nameless);
  const shown = options.some((option) => option.id === value) ? value : "";
  return <Choice label={label} value={shown} options={options} onChange={onChange} />;
}

interface SpeakingProps {
  devices: readonly MediaDeviceInfo[];
  onAllowed: () => void;
}

function Speaking({ devices, onAllowed }: SpeakingProps) {
  const { t } = useT();
  const phone = usePhone();
  const { microphone, joinsMuted } = useAudioSettings();
  const choose = (id: string) => {
    audioSettings.set({ microphone: id });
    void phone?.askForMicrophone();
  };
  return (
    <SettingsSection title={t("devices.speak")} about={t("devices.speakAbout")}>
      <DeviceChoice
        label={t("devices.microphone")}
        kind="audioinput"
        devices={devices}
        value={microphone}
        onChange={choose}
      />
      <MicrophoneTest deviceId={microphone} onAllowed={onAllowed} />
      <Switch isSelected={joinsMuted} onChange={(isOn) => audioSettings.set({ joinsMuted: isOn })}>
        {t("devices.joinMuted")}
      </Switch>
    </SettingsSection>
  );
}

/** The level, once the microphone may be used; before that the button that asks for it. */
function MicrophoneTest({ deviceId, onAllowed }: { deviceId: string; onAllowed: () => void }) {
  const { t } = useT();
  const [isWanted, setWanted] = useState(false);
  const [isBlocked, setBlocked] = useState(false);
  useEffect(() => {
    const query = navigator.permissions?.query({ name: "microphone" as PermissionName });
    void query?.then(
      ({ state }) => {
        setWanted((was) => was || state === "granted");
        setBlocked(state === "denied");
      },
      () => undefined,
    );
  }, []);
  if (isBlocked) return <p className="field-hint">{t("devices.blocked")}</p>;
  if (isWanted) {
    return (
      <InputLevel deviceId={deviceId} onAllowed={onAllowed} onBlocked={() => setBlocked(true)} />
    );
  }
  return (
    <div className="device-ask">
      <Button onPress={() => setWanted(true)}>
        <MicrophoneIcon size={18} />
        {t("devices.allow")}
      </Button>
      <p className="field-hint">{t("devices.allowAbout")}</p>
    </div>
  );
}

function Hearing({ devices }: { devices: readonly MediaDeviceInfo[] }) {
  const { t } = useT();
  const { speaker, volume } = useAudioSettings();
  return (
    <SettingsSection title={t("devices.hear")} about={t("devices.hearAbout")}>
      {"setSinkId" in HTMLMediaElement.prototype ? (
        <DeviceChoice
          label={t("devices.speaker")}
          kind="audiooutput"
          devices={devices}
          value={speaker}
          onChange={(id) => audioSettings.set({ speaker: id })}
        />
      ) : (
        <p className="field-hint">{t("devices.unsupported")}</p>
      )}
      <Volume
        label={t("devices.volume")}
        value={volume}
        onChange={(next) => audioSettings.set({ volume: next })}
      />
    </SettingsSection>
  );
}

function Ringing({ devices }: { devices: readonly MediaDeviceInfo[] }) {
  const { t } = useT();
  const { ringer, ringVolume } = useAudioSettings();
  const test = () => {
    const stop = startRinging(ringer, ringVolume);
    setTimeout(stop, kRingsFor);
  };
  return (
    <SettingsSection title={t("devices.ring")} about={t("devices.ringAbout")}>
      {canChooseRinger() ? (
        <DeviceChoice
          label={t("devices.ringer")}
          kind="audiooutput"
          devices={devices}
          value={ringer}
          onChange={(id) => audioSettings.set({ ringer: id })}
        />
      ) : null}
      <Volume
        label={t("devices.ringVolume")}
        value={ringVolume}
        onChange={(next) => audioSettings.set({ ringVolume: next })}
      />
      <div>
        <Button onPress={test}>
          <SoundIcon size={18} />
          {t("devices.tryRing")}
        </Button>
      </div>
    </SettingsSection>
  );
}

interface VolumeProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
}

function Volume({ label, value, onChange }: VolumeProps) {
  const percent = Math.round(value * 100);
  return (
    <label className="volume">
      <span className="field-label">{label}</span>
      <span className="volume-row">
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={percent}
          aria-valuetext={`${percent}%`}
          onChange={(event) => onChange(Number(event.target.value) / 100)}
        />
        <output>{percent}%</output>
      </span>
    </label>
  );
}
