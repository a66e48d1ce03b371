import { useEffect, useRef } from "react";
import { useT } from "../../i18n/i18n";
import { openMicrophone } from "../../phone/devices";
import { meterOf } from "../../phone/level";

const kStep = 60;

interface Props {
  deviceId: string;
  onAllowed: () => void;
  onBlocked: () => void;
}

/** How loud the chosen microphone is at this moment. */
export function InputLevel({ deviceId, onAllowed, onBlocked }: Props) {
  const { t } = useT();
  const meter = useRef<HTMLMeterElement>(null);
  const callbacks = useRef({ onAllowed, onBlocked });
  callbacks.current = { onAllowed, onBlocked };
  useEffect(() => {
    let stop: (() => void) | null = null;
    let isCurrent = true;
    const listen = async () => {
      const track = await openMicrophone(deviceId);
      if (isCurrent) stop = measure(track, (level) => show(meter.current, level));
      else track.stop();
      callbacks.current.onAllowed();
    };
    void listen().catch(() => callbacks.current.onBlocked());
    return () => {
      isCurrent = false;
      stop?.();
    };
  }, [deviceId]);
  return (
    <div className="input-level">
      <span className="field-label">{t("devices.level")}</span>
      <meter ref={meter} min={0} max={1} value={0} aria-label={t("devices.level")} />
    </div>
  );
}

function show(meter: HTMLMeterElement | null, level: number): void {
  if (meter) meter.value = level;
}

/** Measures until the returned function is called; the track ends with it. */
function measure(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const context = new AudioContext();
  const meter = meterOf(context, new MediaStream([track]));
  const timer = setInterval(() => onLevel(meter?.level() ?? 0), kStep);
  return () => {
    clearInterval(timer);
    track.stop();
    void context.close().catch(() => undefined);
  };
}
