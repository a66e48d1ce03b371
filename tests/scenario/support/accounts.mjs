// How people come to their accounts: an installation is founded, operators are invited and accept.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Operator } from './operator.mjs';

export const kPassword = 'a long password';

/** What whoever founds an installation says; beside it goes the token of the data folder. */
export const kFounding = {
  organizationName: '株式会社みほん',
  name: '管理 一',
  email: 'admin@example.jp',
  password: kPassword,
  serviceName: 'みほん',
  language: 'ja',
  timeZone: 'Asia/Tokyo',
};

/** Founds an installation that nobody has set up yet; its signed-in admin. */
export async function found(server) {
  const admin = new Operator(server.origin);
  const token = (await readFile(join(server.data, 'setup-token'), 'utf8')).trim();
  admin.me = await admin.ask('POST', '/api/v1/setup', { ...kFounding, token });
  return admin;
}

/** Invites an operator, by default without a part in any service: { id, token }. */
export async function invite(admin, person) {
  const defaults = { isOrganizationAdmin: false, chatCapacity: 5, services: [] };
  const invited = await admin.ask('POST', '/api/v1/operators', { ...defaults, ...person });
  return { id: invited.operator.id, token: invited.invitationUrl.split(/[/#]/).at(-1) };
}

/** Accepts an invitation with kPassword; the signed-in operator. */
export async function accept(server, token) {
  const operator = new Operator(server.origin);
  const body = { password: kPassword };
  operator.me = await operator.ask('POST', `/api/v1/invitations/${token}`, body);
  return operator;
}

/** Both at once. */
export async function hire(server, admin, person) {
  const { token } = await invite(admin, person);
  return accept(server, token);
}
