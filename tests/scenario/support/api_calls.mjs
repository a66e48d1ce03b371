// One sound call of every operation of api/openapi.yaml, on a service that has one of everything.
import { invite } from './accounts.mjs';
import { Browser } from './http.mjs';
import { clientId, Operator } from './operator.mjs';
import { Visitor } from './visitor.mjs';
import { browserOffer } from './webrtc.mjs';

const kFileHeaders = { 'content-type': 'application/octet-stream', 'x-file-name': 'note.txt' };

const trunkOf = (name, address) => ({
  name,
  addresses: [address],
  port: 5060,
  transport: 'udp',
  registers: false,
  user: '',
  assertsIdentity: false,
  isAsked: false,
});

/** Fills the first service: a chat with a file, opened by the admin, and a registered customer. */
export async function furnish(server, admin) {
  const console = await admin.console();
  await admin.takesChats();
  const visitor = await Visitor.open(server.origin, admin.serviceKey, { name: '佐藤' });
  const file = (await visitor.upload('note.txt', Buffer.from('a note'))).json;
  const { contactId } = await visitor.say('hello', { fileIds: [file.id] });
  await console.rowOf(contactId, 'the offer', (row) => row.ownerId === admin.id);
  await console.openContact(contactId);
  const { customerId, queueId } = console.contacts.get(contactId);
  const me = await admin.ask('GET', '/api/v1/me');
  const ids = {
    serviceId: admin.serviceId,
    serviceKey: admin.serviceKey,
    contactId,
    customerId,
    fileId: file.id,
    queueId,
    operatorId: admin.id,
    sessionId: me.sessionId,
    token: 'AAAAAAAAAAAAAAAAAAAAAA',
    callId: '1',
  };
  return { server, admin, visitor, console, ids };
}

/** A sound body and, where the answer depends on them, other ids, query and caller. By operation id. */
export const kCalls = {
  getSetup: {},
  setUp: {
    body: {
      token: 'x',
      organizationName: 'O',
      name: 'N',
      email: 'a@b.example',
      password: 'a long password',
      serviceName: 'S',
      language: 'ja',
      timeZone: 'UTC',
    },
    refused: true,
  },
  signIn: { body: (room) => room.account, as: 'nobody' },
  signOut: { as: 'a third session' },
  getInvitation: { ids: (room) => ({ token: room.invitation }) },
  acceptInvitation: {
    ids: (room) => ({ token: room.invitation }),
    body: { password: 'a long password' },
    as: 'nobody',
  },
  getMe: {},
  updateMe: { body: { name: '鈴木 彩' } },
  changePassword: {
    body: (room) => ({ current: room.account.password, new: room.account.password }),
  },
  listSessions: {},
  endSession: { ids: (room) => ({ sessionId: room.another.me.sessionId }) },
  chooseState: { body: { state: 'ready' } },
  setSwitches: { body: { chat: true } },
  listWorkReasons: {},
  replaceWorkReasons: {
    body: (room) => ({
      workReasons: [...room.workReasons, { name: { ja: '研修', en: 'Training', ko: '연수' } }],
    }),
  },
  listTrunks: {},
  addTrunk: { body: trunkOf('carrier', '203.0.113.1') },
  replaceTrunk: { body: trunkOf('office', '203.0.113.2') },
  removeTrunk: {},
  listNumbers: {},
  addNumber: { body: (room) => ({ number: '0120000001', serviceId: room.ids.serviceId }) },
  replaceNumber: {
    body: (room) => ({ number: '0120000002', serviceId: room.ids.serviceId, queueId: null }),
  },
  removeNumber: {},
  listOperators: {},
  inviteOperator: {
    body: (room) => ({
      name: '新人',
      email: 'newcomer@koyomisha.example',
      isOrganizationAdmin: false,
      chatCapacity: 3,
      services: [{ serviceId: room.ids.serviceId, role: 'operator', canChat: true }],
    }),
  },
  getOperator: {},
  updateOperator: { body: { name: '鈴木 彩' } },
  renewInvitation: { ids: (room) => ({ operatorId: room.invited }) },
  getDeskPhone: {},
  makeDeskPhonePassword: {},
  removeDeskPhonePassword: {},
  getOwnDeskPhone: {},
  listServices: {},
  createService: { body: { name: '二番目', language: 'ko', timeZone: 'Asia/Seoul' } },
  getService: {},
  updateService: { body: { name: 'こよみ舎' } },
  listQueues: {},
  createQueue: { body: { name: '注文' } },
  updateQueue: { body: { ringSeconds: 25 } },
  getChatSettings: {},
  replaceChatSettings: { body: (room) => room.chatSettings },
  getNgWords: {},
  replaceNgWords: { body: { words: ['ばか'] } },
  listMessageTemplates: {},
  replaceMessageTemplates: {
    body: (room) => ({
      version: room.messageTemplates.version,
      messageTemplates: [
        ...room.messageTemplates.messageTemplates,
        { group: '', name: '在庫', text: 'お調べします。' },
      ],
    }),
  },
  listAuditLog: { query: '?limit=10' },
  getRoster: {},
  getInbox: { query: '?box=team' },
  getContact: {},
  listMessages: { query: '?limit=2' },
  writeMessage: { body: () => ({ clientId: clientId(), kind: 'reply', text: 'hello' }) },
  openContact: { body: {} },
  markRead: { body: { number: 1 } },
  takeContact: { body: {} },
  handOver: { body: (room) => ({ queueId: room.ids.queueId, memo: 'again' }) },
  snoozeContact: { body: { until: null } },
  endContact: { body: {} },
  answerCall: { body: { sdp: browserOffer }, refused: true },
  declineCall: { body: {}, refused: true },
  connectCall: { body: { sdp: browserOffer }, refused: true },
  holdCall: { body: { isHeld: true }, refused: true },
  sendKeys: { body: { keys: '1' }, refused: true },
  hangUp: { body: {}, refused: true },
  getCall: { refused: true },
  listCalls: {},
  dialCall: { body: { to: '09011112222' }, refused: true },
  listCallerNumbers: {},
  requestCallerNumber: { body: { number: '0311112222', label: 'x', trunk: 'trial' } },
  approveCallerNumber: { body: {} },
  withdrawCallerNumber: { body: {} },
  getRecording: { refused: true },
  getRecordingAudio: { refused: true },
  uploadFile: { body: Buffer.from('some bytes'), headers: kFileHeaders },
  getFile: {},
  registerCustomer: {
    body: (room) => ({ contactId: room.ids.contactId, name: '佐藤 花', email: 'hana@example.jp' }),
  },
  getCustomer: {},
  updateCustomer: { body: { note: 'likes blue' } },
  search: { query: '?q=%E4%BD%90%E8%97%A4' },
  getWidgetConfig: {},
  startVisit: { body: { consent: true, language: 'ja' }, as: 'visitor' },
  getVisit: { as: 'visitor' },
  uploadVisitorFile: { body: Buffer.from('some bytes'), headers: kFileHeaders, as: 'visitor' },
  getVisitorFile: { as: 'visitor' },
  startWebCall: { body: { sdp: browserOffer }, as: 'visitor' },
  hangUpWebCall: { ids: () => ({ callId: '1' }), body: {}, refused: true, as: 'visitor' },
  getSandbox: {},
  startSandboxCall: { body: { number: '0345201180', sdp: browserOffer } },
  hangUpSandboxCall: { ids: () => ({ callId: '1' }), body: {}, refused: true },
  startEcho: { body: { sdp: browserOffer } },
};

/** The order matters where one call changes what another needs: the chat is ended last, hand-over before it. */
const kLast = [
  'removeTrunk',
  'removeNumber',
  'snoozeContact',
  'handOver',
  'takeContact',
  'endContact',
  'endSession',
  'signOut',
  'changePassword',
];
export const inOrder = (operations) => [
  ...operations.filter(({ id }) => !kLast.includes(id)),
  ...kLast.map((id) => operations.find((operation) => operation.id === id)).filter(Boolean),
];

/** What the calls need beside the furnished service. */
export async function prepareRoom(room, account) {
  const { admin, server } = room;
  const invited = await invite(admin, { name: '招待', email: 'invited@koyomisha.example' });
  const wanted = { number: '0322223333', label: 'x', trunk: 'trial' };
  const number = { number: '0120000000', serviceId: admin.serviceId };
  const callerNumber = await admin.ask('POST', admin.service('/caller-numbers'), wanted);
  const trunk = await admin.ask('POST', '/api/v1/telephone/trunks', trunkOf('office', '203.0.113.9'));
  const led = await admin.ask('POST', '/api/v1/telephone/numbers', number);
  return {
    ...room,
    ids: { ...room.ids, callerNumberId: callerNumber.id, trunkId: trunk.id, numberId: led.id },
    account,
    another: await Operator.signIn(server.origin, account),
    third: await Operator.signIn(server.origin, account),
    nobody: new Browser(server.origin),
    invited: invited.id,
    invitation: invited.token,
    chatSettings: await admin.ask('GET', admin.service('/chat-settings')),
    messageTemplates: await admin.ask('GET', admin.service('/message-templates')),
    workReasons: (await admin.ask('GET', '/api/v1/work-reasons')).workReasons,
  };
}

export function pathOf(operation, ids) {
  return operation.path.replace(/\{(\w+)\}/g, (_, name) => {
    if (!(name in ids)) throw new Error(`no ${name} for ${operation.id}`);
    return ids[name];
  });
}

const given = (value, room) => (typeof value === 'function' ? value(room) : value);

/** Calls an operation; `changes` replace ids and caller. */
export function call(room, operation, { ids = {}, by } = {}) {
  const { body, headers, query = '', as, ids: own } = kCalls[operation.id];
  const callers = {
    'a third session': room.third,
    visitor: room.visitor.browser,
    nobody: room.nobody,
  };
  const caller = by ?? callers[as] ?? room.admin;
  const path = pathOf(operation, { ...room.ids, ...(own ? own(room) : {}), ...ids });
  const sent =
    operation.method === 'GET' || operation.method === 'DELETE'
      ? undefined
      : (given(body, room) ?? {});
  return caller.send(operation.method, path + query, sent, headers);
}
