import type { Contact, Message } from "../../live/frames";

const kMostThreads = 5;

/**
 * Whether an operator has replied to one of the contacts. What a chat waits for does not say it: the customer's answer
 * makes it wait again. So the messages are looked at, of a few chats that have some.
 */
export async function hasReplied(
  contacts: readonly Contact[],
  messagesOf: (contact: Contact) => Promise<Message[]>,
): Promise<boolean> {
  if (contacts.some((contact) => contact.conversation === "active")) return true;
  const talked = contacts.filter((contact) => contact.messageCount > 1).slice(0, kMostThreads);
  const threads = await Promise.all(talked.map(messagesOf));
  return threads.flat().some((message) => message.kind === "reply");
}
