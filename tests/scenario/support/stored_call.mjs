// What the lists know of a call. Screens and telephones are told at once, the rows are written behind them.
import { eventually } from './wait.mjs';

/** The call as `GET …/call` shows it, once it is stored and `question` holds for it. */
export const storedCall = (operator, contactId, what, question) =>
  eventually(what, async () => {
    const { status, json } = await operator.send('GET', operator.contact(contactId, '/call'));
    return status === 200 && question(json) && json;
  });

export const begunCall = (operator, contactId) => storedCall(operator, contactId, 'the begin in the rows', () => true);

export const endedCall = (operator, contactId) =>
  storedCall(operator, contactId, 'the end in the rows', ({ endedAt }) => endedAt !== null);
