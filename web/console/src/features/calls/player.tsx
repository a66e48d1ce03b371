import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { IconButton } from "../../design/button";
import { DownloadIcon } from "../../design/icons/actions";
import { PauseIcon, PlayIcon } from "../../design/icons/phone";
import { Failed, Skeleton } from "../../design/parts";
import { MenuButton } from "../../design/popup";
import { useT } from "../../i18n/i18n";
import { Peaks } from "./peaks";
import { clamped, kSpeeds, playTime, positionAfter, type Speed } from "./player_rules";
import { type Recording, recordingAudio, recordingQuery } from "./recording";

interface Props {
  serviceId: string;
  contactId: string;
}

/** The recording of a call: waveform, play, position, speed and download [V16]. */
export function Player({ serviceId, contactId }: Props) {
  const { t } = useT();
  const recording = useQuery(recordingQuery(serviceId, contactId));
  if (recording.isError) {
    return <Failed onRetry={() => void recording.refetch()}>{t("player.failed")}</Failed>;
  }
  if (!recording.data) return <Skeleton width="100%" height={36} />;
  const { state, durationMs } = recording.data;
  if (state === "recording") return <p className="meta">{t("player.recording")}</p>;
  if (durationMs <= 0) return <p className="meta">{t("player.notReady")}</p>;
  return <LoadedPlayer recording={recording.data} source={recordingAudio(serviceId, contactId)} />;
}

interface LoadedProps {
  recording: Recording;
  source: string;
}

function LoadedPlayer({ recording, source }: LoadedProps) {
  const { t } = useT();
  const duration = recording.durationMs / 1000;
  const player = usePlayer(duration);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === " ") player.toggle();
    const next = positionAfter(event.key, player.at, duration);
    if (next !== null) player.seek(next);
    if (event.key === " " || next !== null) event.preventDefault();
  };
  return (
    <div className="player" role="group" aria-label={t("player.label")}>
      <audio ref={player.audio} src={source} preload="none" {...player.events} />
      <IconButton
        icon={player.isPlaying ? PauseIcon : PlayIcon}
        label={t(player.isPlaying ? "player.pause" : "player.play")}
        onPress={player.toggle}
      />
      <div
        className="player-track"
        role="slider"
        tabIndex={0}
        aria-label={t("player.position")}
        aria-valuemin={0}
        aria-valuemax={Math.round(duration)}
        aria-valuenow={Math.round(player.at)}
        aria-valuetext={t("player.at", { at: playTime(player.at), whole: playTime(duration) })}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          player.seek(((event.clientX - box.left) / box.width) * duration);
        }}
      >
        <Peaks peaks={recording.peaks} played={player.at / duration} />
      </div>
      <span className="player-time nowrap">
        {playTime(player.at)} / {playTime(duration)}
      </span>
      <SpeedButton speed={player.speed} onChange={player.setSpeed} />
      <a
        className="button quiet icon-only"
        href={`${source}?download=1`}
        download={`${recording.contactId}.wav`}
        aria-label={t("player.download")}
        title={t("player.download")}
      >
        <DownloadIcon size={20} />
      </a>
      {player.hasFailed ? (
        <span className="player-failed" role="alert">
          {t("player.failed")}
        </span>
      ) : null}
    </div>
  );
}

function usePlayer(duration: number) {
  const audio = useRef<HTMLAudioElement>(null);
  const [at, setAt] = useState(0);
  const [isPlaying, setPlaying] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const [speed, setSpeed] = useState<Speed>(1);
  useEffect(() => {
    if (audio.current) audio.current.playbackRate = speed;
  }, [speed]);
  const toggle = () => {
    const element = audio.current;
    if (!element) return;
    if (!element.paused) return element.pause();
    setFailed(false);
    if (element.error) element.load();
    element.playbackRate = speed;
    void element.play().catch(() => setFailed(true));
  };
  const seek = (seconds: number) => {
    const next = clamped(seconds, duration);
    setAt(next);
    if (audio.current) audio.current.currentTime = next;
  };
  const events = {
    onPlay: () => setPlaying(true),
    onPause: () => setPlaying(false),
    onEnded: () => setPlaying(false),
    onTimeUpdate: () => setAt(audio.current?.currentTime ?? 0),
    onError: () => setFailed(audio.current?.networkState === HTMLMediaElement.NETWORK_NO_SOURCE),
  };
  return { audio, at, isPlaying, hasFailed, speed, setSpeed, toggle, seek, events };
}

function SpeedButton({ speed, onChange }: { speed: Speed; onChange: (speed: Speed) => void }) {
  const { t } = useT();
  return (
    <MenuButton
      label={t("player.speed")}
      placement="top end"
      choices={kSpeeds.map((one) => ({
        id: String(one),
        label: `${one}×`,
        isChosen: one === speed,
      }))}
      onChoose={(id) => onChange(kSpeeds.find((one) => String(one) === id) ?? 1)}
      trigger={(props) => (
        <AriaButton
          {...props}
          className="button quiet compact player-speed"
          aria-label={`${t("player.speed")} ${speed}×`}
        >
          {speed}×
        </AriaButton>
      )}
    />
  );
}
