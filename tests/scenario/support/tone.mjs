// Tones: as WAV files, in G.711 on the way, and found again in what was heard. Samples are counts of 16 bits.

/** A WAV file of 16 bits, mono; whole seconds of a tone of whole Hz can be repeated without a gap. */
export function toneFile(seconds, { hertz = 440, rate = 8000, peak = 8000 } = {}) {
  const samples = seconds * rate;
  const file = Buffer.alloc(44 + samples * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1) {
    file.writeInt16LE(Math.round(peak * Math.sin((2 * Math.PI * hertz * at) / rate)), 44 + at * 2);
  }
  return file;
}

/** The samples of such a file, and their rate; written by others, its header may be longer. */
export function readSamples(file) {
  const rate = file.readUInt32LE(24);
  const channels = file.readUInt16LE(22);
  const begin = file.indexOf('data', 0, 'latin1') + 8;
  const samples = [];
  for (let at = begin; at + 1 < file.length; at += 2 * channels) samples.push(file.readInt16LE(at));
  return { rate, samples };
}

/** How much of the loudness of a stretch is of this tone: 0 to 1 (Goertzel). */
export function shareOf(samples, hertz, rate = 8000) {
  const step = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  let [before, last, energy] = [0, 0, 0];
  for (const sample of samples) {
    [before, last] = [last, sample + step * last - before];
    energy += sample * sample;
  }
  const power = last * last + before * before - step * last * before;
  return energy === 0 ? 0 : (2 * power) / (samples.length * energy);
}

/** Of a tone within 3 Hz: two clocks are never the same. */
const shareNear = (samples, hertz, rate) =>
  Math.max(...[-3, -1.5, 0, 1.5, 3].map((off) => shareOf(samples, hertz + off, rate)));

/** Seconds in which the tone is nearly all that is heard, in pieces of a fifth. */
export function secondsOfTone({ samples, rate }, hertz = 440) {
  const piece = rate / 5;
  let pieces = 0;
  for (let at = 0; at + piece <= samples.length; at += piece) {
    if (shareNear(samples.slice(at, at + piece), hertz, rate) > 0.8) pieces += 1;
  }
  return pieces / 5;
}

/** G.711 mu-law of a sample (ITU-T G.711 table 2a). */
export function encodePcmu(sample) {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), 32_635) + 132;
  const exponent = Math.floor(Math.log2(magnitude)) - 7;
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
}

export function decodePcmu(byte) {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 132) << ((bits >> 4) & 7)) - 132;
  return bits & 0x80 ? -magnitude : magnitude;
}

const kFrame = 160;

/** The RTP packet of that number, 20 ms of PCMU, in a stream of one tone. */
export function tonePacket(sequence, hertz = 440, peak = 8000) {
  const packet = Buffer.alloc(12 + kFrame);
  packet[0] = 0x80;
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE((sequence * kFrame) >>> 0, 4);
  packet.writeUInt32BE(0x4d61646f, 8);
  for (let at = 0; at < kFrame; at += 1) {
    const time = (sequence * kFrame + at) / 8000;
    packet[12 + at] = encodePcmu(peak * Math.sin(2 * Math.PI * hertz * time));
  }
  return packet;
}
