/** Calls to these lead to nobody here, and nobody must think that they do. */
export function isEmergency(number: string): boolean {
  return /^(184|186)?(110|118|119)$/.test(number);
}

const kLongest = 20;

/** What stands on the telephone before a call: the number of the shop, until somebody dials another. */
export interface Dialed {
  number: string;
  /** Written here and not dialled yet. */
  isOwn: boolean;
}

export function pressed(dialed: Dialed, key: string): Dialed {
  const number = ((dialed.isOwn ? dialed.number : "") + key).slice(0, kLongest);
  return { number, isOwn: true };
}

/** Without its last digit; the shop's number comes back when nothing is left. */
export function shortened(dialed: Dialed, shop: string): Dialed {
  const number = dialed.number.slice(0, -1);
  return number === "" ? { number: shop, isOwn: false } : { number, isOwn: true };
}
