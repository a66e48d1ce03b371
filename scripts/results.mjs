// Turns a runner's report into tally lines: `results.mjs gtest NAME JSON LOG` or `results.mjs vitest ROOT JSON LOG`.
// A line is: ok|failed <TAB> runner <TAB> file <TAB> case <TAB> message. A skipped case counts as failed, because
// setup installs everything that a test may need.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

const oneLine = (text) => text.replace(/\s+/g, ' ').trim().slice(0, 400);

const line = (passed, runner, file, name, message = '') =>
  [passed ? 'ok' : 'failed', runner, file, oneLine(name), oneLine(message)].join('\t');

function gtestCase(program, suite, test) {
  const skipped = test.result === 'SKIPPED' || test.status === 'NOTRUN';
  const failures = (test.failures ?? []).map((each) => each.failure);
  const message = skipped ? 'skipped' : failures.join(' | ');
  return line(!skipped && failures.length === 0, 'unit', program, `${suite.name}.${test.name}`, message);
}

function gtestReport(program, report) {
  return report.testsuites.flatMap((suite) => suite.testsuite.map((test) => gtestCase(program, suite, test)));
}

// A program that died leaves no report: what its log says ended well did, and the case that ran is at fault.
function gtestLog(program, log) {
  const ended = [...log.matchAll(/^\[ {7}OK \] (\S+)/gm)].map((match) => line(true, 'unit', program, match[1]));
  const begun = [...log.matchAll(/^\[ RUN {6}\] (\S+)/gm)].map((match) => match[1]);
  const last = begun.at(-1) ?? 'before the first case';
  return [...ended, line(false, 'unit', program, last, `the program died: ${log.slice(-300)}`)];
}

function gtest(program, json, log) {
  if (existsSync(json)) return gtestReport(program, JSON.parse(readFileSync(json, 'utf8')));
  return gtestLog(program, readFileSync(log, 'utf8'));
}

function vitestFile(root, file) {
  const name = relative(root, file.name);
  const cases = file.assertionResults.map((each) =>
    line(each.status === 'passed', 'web', name, each.fullName, (each.failureMessages ?? [])[0]?.split('\n')[0] ?? each.status),
  );
  if (cases.length > 0) return cases;
  return [line(false, 'web', name, 'holds no registered test', file.message ?? '')];
}

function vitest(root, json, log) {
  if (!existsSync(json)) return [line(false, 'web', 'web', 'left no report', readFileSync(log, 'utf8').slice(-300))];
  return JSON.parse(readFileSync(json, 'utf8')).testResults.flatMap((file) => vitestFile(root, file));
}

const [runner, ...parameters] = process.argv.slice(2);
const lines = { gtest, vitest }[runner](...parameters);
process.stdout.write(lines.map((each) => `${each}\n`).join(''));
