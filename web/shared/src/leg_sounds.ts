/** A destination without a source sends nothing at all, so that the server would miss us. */
export function silenceOf(context: AudioContext): MediaStreamTrack | null {
  const source = context.createConstantSource();
  const destination = context.createMediaStreamDestination();
  source.offset.value = 0;
  source.connect(destination);
  source.start();
  return destination.stream.getAudioTracks()[0] ?? null;
}

/** Asks for the system's microphone, cleaned of echo and noise. */
export async function openAnyMicrophone(): Promise<MediaStreamTrack> {
  if (!navigator.mediaDevices) throw new DOMException("no devices here", "NotFoundError");
  const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  const stream = await navigator.mediaDevices.getUserMedia({ audio });
  const track = stream.getAudioTracks()[0];
  if (!track) throw new DOMException("no audio track", "NotFoundError");
  return track;
}
