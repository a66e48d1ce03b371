// Reporter of node:test that writes one tally line a case (see scripts/results.mjs); suites are not cases.
import { isAbsolute, relative } from 'node:path';

const oneLine = (text) => String(text).replace(/\s+/g, ' ').trim().slice(0, 400);

function failureOf(data) {
  const error = data.details.error;
  return error?.cause?.message ?? error?.message ?? error ?? '';
}

// node:test reports a file without tests as one passed case with the file's name.
const isEmptyFile = ({ name, file, details }) => isAbsolute(name) && !details.error && (!file || file === name);

function fault(event) {
  const { data } = event;
  if (data.skip !== undefined || data.todo !== undefined) return 'skipped';
  if (event.type === 'test:fail') return failureOf(data) || 'failed';
  return isEmptyFile(data) ? 'holds no registered test' : undefined;
}

function tallyLine(event) {
  const { data } = event;
  const message = fault(event);
  const file = relative(process.cwd(), data.file ?? data.name);
  const cells = [process.env.MADOGUCHI_RUNNER, file, oneLine(data.name), oneLine(message ?? '')];
  return [message === undefined ? 'ok' : 'failed', ...cells].join('\t');
}

const isCase = (event) =>
  (event.type === 'test:pass' || event.type === 'test:fail') && event.data.details?.type !== 'suite';

export default async function* tally(source) {
  for await (const event of source) {
    if (isCase(event)) yield `${tallyLine(event)}\n`;
  }
}
