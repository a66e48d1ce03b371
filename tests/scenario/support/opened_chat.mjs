import { Visitor } from './visitor.mjs';

/** A chat that its owner has opened: { operator, console, visitor, contactId }. */
export async function openChat(server, operator) {
  const console = await operator.console();
  await operator.takesChats();
  const visitor = await Visitor.open(server.origin, operator.serviceKey);
  const { contactId } = await visitor.say('hello');
  await console.rowOf(contactId, 'the offer', (row) => row.ownerId === operator.id);
  await console.openContact(contactId);
  return { operator, console, visitor, contactId };
}
