export type Microphone = "asked" | "on" | "refused" | "missing" | "busy";

export interface LegState {
  connection: "connecting" | "connected" | "lost";
  microphone: Microphone;
}

export interface LegTimers {
  /** Runs once, later; the answer cancels it. */
  after(milliseconds: number, run: () => void): () => void;
}

/** `lost` counts packets of both directions; `roundTripMs` is null until it was measured. */
export interface Quality {
  roundTripMs: number | null;
  received: number;
  lost: number;
}

/** What plays the other side; its output device and volume follow the settings. */
export interface Speaker {
  play(stream: MediaStream): void;
  stop(): void;
}

/** How loud a stream is at this moment, from 0 to 1. */
export interface Meter {
  level(): number;
  close(): void;
}

/** What a leg needs of the browser. */
export interface LegParts {
  makePeer(): RTCPeerConnection;
  getMicrophone(): Promise<MediaStreamTrack>;
  /** A track of silence, sent until the microphone is there; null where none can be made. */
  silence(): MediaStreamTrack | null;
  speaker: Speaker;
  meter(stream: MediaStream): Meter | null;
  timers: LegTimers;
}

export interface LegListener {
  onChange(): void;
  /** The way to the server is broken for longer than a network hiccup lasts. */
  onLost(): void;
}

/** Sends our offer to the server and brings its answer. */
export type Exchange = (sdp: string) => Promise<string>;

const kLongestGathering = 500;
const kPatience = 3000;
const kKeyMs = 120;
const kBetweenKeysMs = 60;

function problemOf(error: unknown): Microphone {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "refused";
}

/**
 * The audio of one call between this tab and the server: one RTCPeerConnection with one audio
 * transceiver (RFC 8829). The server is ICE-lite, so our candidates do not matter and no ICE server is
 * asked. The call does not wait for the microphone: it begins with silence, and goes on so when the
 * microphone is refused. A leg is opened once and closed once; after a loss a new one is made.
 */
export class PhoneLeg {
  private readonly parts: LegParts;
  private readonly listener: LegListener;
  private readonly peer: RTCPeerConnection;
  private readonly sender: RTCRtpSender;
  private readonly silent: MediaStreamTrack | null;
  /** The microphone; for a moment also the one that takes its place. */
  private tracks: MediaStreamTrack[] = [];
  private ownMeter: Meter | null = null;
  private theirMeter: Meter | null = null;
  private isMuted: boolean;
  private isClosed = false;
  private cancelPatience: (() => void) | null = null;
  private current: LegState = { connection: "connecting", microphone: "asked" };

  constructor(parts: LegParts, listener: LegListener, isMuted: boolean) {
    this.parts = parts;
    this.listener = listener;
    this.isMuted = isMuted;
    this.peer = parts.makePeer();
    this.peer.ontrack = (event) => this.hear(event.streams[0] ?? new MediaStream([event.track]));
    this.peer.onconnectionstatechange = () => this.watch();
    this.silent = parts.silence();
    const transceiver = this.peer.addTransceiver(this.silent ?? "audio", { direction: "sendrecv" });
    this.sender = transceiver.sender;
  }

  get state(): LegState {
    return this.current;
  }

  /** Resolves when the server has answered, or at the end; rejects with what `exchange` rejects with. */
  async open(exchange: Exchange): Promise<void> {
    void this.askForMicrophone();
    await this.peer.setLocalDescription();
    await this.gathered();
    if (this.isClosed) return;
    const sdp = await exchange(this.peer.localDescription?.sdp ?? "");
    if (!this.isClosed) await this.peer.setRemoteDescription({ type: "answer", sdp });
  }

  /** Asks for the microphone of the settings; again after it was refused or another one was chosen. */
  async askForMicrophone(): Promise<void> {
    this.change({ microphone: "asked" });
    try {
      const track = await this.parts.getMicrophone();
      if (this.isClosed) track.stop();
      else await this.speakInto(track);
    } catch (error) {
      this.change({ microphone: problemOf(error) });
    }
  }

  setMuted(isMuted: boolean): void {
    this.isMuted = isMuted;
    for (const track of this.tracks) track.enabled = !isMuted;
  }

  /** Keys of the telephone (0-9 * # A-D) to the other side, as telephone-events (RFC 4733). */
  press(keys: string): void {
    this.sender.dtmf?.insertDTMF(keys, kKeyMs, kBetweenKeysMs);
  }

  /** What the browser has measured so far of the way to the server and back. */
  async quality(): Promise<Quality> {
    const quality: Quality = { roundTripMs: null, received: 0, lost: 0 };
    for (const row of (await this.peer.getStats()).values()) {
      if (row.type === "candidate-pair" && row.nominated && row.currentRoundTripTime !== undefined)
        quality.roundTripMs = row.currentRoundTripTime * 1000;
      if (row.type === "inbound-rtp") quality.received += row.packetsReceived ?? 0;
      if (row.type === "inbound-rtp" || row.type === "remote-inbound-rtp")
        quality.lost += row.packetsLost ?? 0;
    }
    return quality;
  }

  /** The louder of the two sides at this moment, from 0 to 1. */
  level(): number {
    return Math.max(this.ownMeter?.level() ?? 0, this.theirMeter?.level() ?? 0);
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.cancelPatience?.();
    this.ownMeter?.close();
    this.theirMeter?.close();
    for (const track of this.tracks) track.stop();
    this.silent?.stop();
    this.parts.speaker.stop();
    this.peer.close();
  }

  /** The track is ours before it is sent, so that an end meanwhile stops it, too. */
  private async speakInto(track: MediaStreamTrack): Promise<void> {
    const former = this.tracks;
    this.tracks = [...former, track];
    track.enabled = !this.isMuted;
    track.onended = () => this.change({ microphone: "missing" });
    await this.sender.replaceTrack(track);
    if (this.isClosed) return;
    for (const one of former) one.stop();
    this.tracks = this.tracks.filter((one) => !former.includes(one));
    this.ownMeter?.close();
    this.ownMeter = this.parts.meter(new MediaStream([track]));
    this.change({ microphone: "on" });
  }

  private hear(stream: MediaStream): void {
    this.parts.speaker.play(stream);
    this.theirMeter?.close();
    this.theirMeter = this.parts.meter(stream);
  }

  private gathered(): Promise<void> {
    if (this.peer.iceGatheringState === "complete") return Promise.resolve();
    return new Promise((done) => {
      const cancel = this.parts.timers.after(kLongestGathering, done);
      this.peer.onicegatheringstatechange = () => {
        if (this.peer.iceGatheringState !== "complete") return;
        cancel();
        done();
      };
    });
  }

  private watch(): void {
    const { connectionState } = this.peer;
    if (connectionState === "connected") {
      this.cancelPatience?.();
      this.cancelPatience = null;
      this.change({ connection: "connected" });
    }
    if (connectionState !== "disconnected" && connectionState !== "failed") return;
    this.change({ connection: "lost" });
    this.cancelPatience ??= this.parts.timers.after(kPatience, () => this.listener.onLost());
  }

  private change(part: Partial<LegState>): void {
    if (this.isClosed) return;
    this.current = { ...this.current, ...part };
    this.listener.onChange();
  }
}
