import type { Contact, Message, OperatorCall, OperatorState } from "./frames";

/** A contact for tests: mine would be owner "1". */
export function makeContact(part: Partial<Contact> = {}): Contact {
  return {
    id: "100",
    number: 1,
    serviceId: "10",
    threadId: "50",
    channel: "webChat",
    queueId: "20",
    customerId: "30",
    customerName: "岡田 真理",
    isRegistered: false,
    assignment: "owned",
    conversation: "waiting",
    ownerId: "1",
    ownerName: "鈴木 彩",
    isOpened: true,
    startedAt: 1000,
    waitingSince: 1000,
    place: null,
    endedAt: null,
    endReason: null,
    lastMessage: "こんにちは",
    lastMessageAt: 1000,
    messageCount: 1,
    readByOwner: 0,
    readByCustomer: 0,
    isCustomerOnline: true,
    snoozedUntil: null,
    call: null,
    visit: {
      pageUrl: "https://shop.example/",
      pageTitle: "お店",
      device: "Safari・iPhone",
      address: "203.0.113.4",
      language: "ja",
      consentAt: 900,
    },
    ...part,
  };
}

export function makeMessage(number: number, part: Partial<Message> = {}): Message {
  const contactId = part.contactId ?? "100";
  return {
    id: `${contactId}${String(number).padStart(4, "0")}`,
    contactId,
    number,
    kind: "customer",
    text: `text ${number}`,
    files: [],
    authorId: null,
    authorName: "",
    at: 1000 + number,
    clientId: `client-${contactId}-${number}`,
    system: null,
    ...part,
  };
}

/** An operator who is ready and whose phone and chat are on. */
export function makeState(part: Partial<OperatorState> = {}): OperatorState {
  return {
    state: "ready",
    workReasonId: null,
    since: 0,
    phone: true,
    chat: true,
    doNotDisturb: false,
    openChats: 0,
    chatCapacity: 5,
    isConnected: true,
    isPhoneConnected: true,
    activity: "none",
    call: null,
    wrapUp: null,
    ...part,
  };
}

/** A call that began to ring at 1,000 and goes to somebody else at 21,000. */
export function makeCall(part: Partial<OperatorCall> = {}): OperatorCall {
  return {
    contactId: "100",
    serviceId: "10",
    number: 1,
    direction: "inbound",
    stage: "ringing",
    ringsThere: false,
    otherNumber: "09012345678",
    ownNumber: "0368221100",
    isWeb: false,
    customerId: "30",
    customerName: "山田 花子",
    queueName: "契約窓口",
    since: 1000,
    queuedAt: 500,
    offerEndsAt: 21_000,
    answeredAt: null,
    isHeld: false,
    heldSince: null,
    isLegConnected: false,
    isOnDeskPhone: false,
    ...part,
  };
}
