// Reading and writing SIP as text, as far as telephones and trunks of tests, and generators of load, need it.

export const lines = (...all) => `${all.join('\r\n')}\r\n\r\n`;

/** The first header of that name. */
export const header = (text, name) => new RegExp(`^${name}:\\s*(.*?)\\r$`, 'mi').exec(text)?.[1] ?? '';

/** The lines that a response repeats from its request (RFC 3261 section 8.2.6.2). */
export const repeatedHeaders = (text) =>
  ['Via', 'Record-Route', 'From', 'To', 'Call-ID', 'CSeq'].flatMap((name) =>
    [...text.matchAll(new RegExp(`^${name}:.*?(?=\\r$)`, 'gmi'))].map(([line]) => line),
  );

const kCodecs = { 0: 'PCMU/8000', 8: 'PCMA/8000', 101: 'telephone-event/8000' };

/** Audio both ways at `audioPort` of this machine; by default PCMU and keys. */
export const sessionDescription = (audioPort, formats = '0 101') =>
  [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${audioPort} RTP/AVP ${formats}`,
    ...Object.entries(kCodecs)
      .filter(([format]) => formats.split(' ').includes(format))
      .map(([format, codec]) => `a=rtpmap:${format} ${codec}`),
    '',
  ].join('\r\n');
