// How the code is cut: lines of functions and files (median, p90, longest), test to code ratio, include cycles.
//
//   node bench/code_size.mjs [FOLDER]     another checkout, to compare with
//
// Functions of C++ come from universal-ctags (Debian package), those of the web code from the TypeScript compiler in web/.
// A function is a definition with its body, first line to last; a lambda or an arrow function that is an argument counts
// with the function around it. Generated code and pictures are left out.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, normalize, resolve } from 'node:path';

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..'));
const ts = createRequire(join(import.meta.dirname, '../web/package.json'))('typescript');

const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => path && !/\/generated\/|\/pictures\//.test(path));
const text = (path) => readFileSync(join(root, path), 'utf8');
const lines = (path) => text(path).split('\n').length - 1;

const cpp = files.filter((path) => /^(server|bench|tests)\/.*\.(cpp|h)$/.test(path));
const web = files.filter((path) => /^web\/.*\.(ts|tsx)$/.test(path));
const scripts = files.filter((path) => /^(tests|bench|scripts|web)\/.*\.mjs$/.test(path));
const isTest = (path) => /(_test\.cpp|_testing\.(cpp|h)|\.test\.(ts|tsx|mjs))$|^tests\/|^web\/e2e\/|\/testing\//.test(path);

function cppFunctions(paths) {
  const format = ['--languages=C++', '--kinds-C++=f', '--fields=+ne', '-x', '--_xformat=%F\t%n\t%e\t%N', '-L', '-'];
  const tags = execFileSync('ctags', format, { cwd: root, input: paths.join('\n'), encoding: 'utf8', maxBuffer: 1 << 28 });
  return tags
    .split('\n')
    .map((row) => row.split('\t'))
    .filter(([, first, last, name]) => Number(last) >= Number(first) && !name.startsWith('__anon'))
    .map(([path, first, last, name]) => ({ where: `${path}:${first} ${name}`, lines: last - first + 1 }));
}

function webFunctions(path) {
  const source = ts.createSourceFile(path, text(path), ts.ScriptTarget.Latest, true);
  const line = (position) => source.getLineAndCharacterOfPosition(position).line;
  const found = [];
  const isFunction = (node) =>
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isAccessor(node) ||
    ((ts.isArrowFunction(node) || ts.isFunctionExpression(node)) && !ts.isCallExpression(node.parent));
  const visit = (node) => {
    if (isFunction(node) && node.body) {
      const name = node.name?.getText(source) ?? node.parent.name?.getText(source) ?? '';
      const first = line(node.getStart(source));
      found.push({ where: `${path}:${first + 1} ${name}`, lines: line(node.end) - first + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const included = (path) =>
  [...text(path).matchAll(/^#include "([^"]+)"/gm)].map((match) => `server/${match[1]}`).filter((to) => cpp.includes(to));

function imported(path) {
  const candidates = (to) => ['', '.ts', '.tsx', '/index.ts', '/index.tsx'].map((end) => normalize(join(dirname(path), to) + end));
  return [...text(path).matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from '(\.[^']+)'/gm)].flatMap(
    (match) => candidates(match[1].replace(/\.jsx?$/, '')).find((to) => web.includes(to)) ?? [],
  );
}

/** Groups of files that reach each other (Tarjan), each with more than one file. */
function cycles(paths, next) {
  const index = new Map();
  const low = new Map();
  const stack = [];
  const groups = [];
  const visit = (path) => {
    index.set(path, index.size);
    low.set(path, index.get(path));
    stack.push(path);
    for (const to of next(path)) {
      if (!index.has(to)) visit(to);
      if (stack.includes(to)) low.set(path, Math.min(low.get(path), low.get(to)));
    }
    if (low.get(path) !== index.get(path)) return;
    const group = stack.splice(stack.indexOf(path));
    if (group.length > 1) groups.push(group);
  };
  for (const path of paths) if (!index.has(path)) visit(path);
  return groups;
}

function row(what, items) {
  const sorted = items.toSorted((a, b) => a.lines - b.lines);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].lines;
  const last = sorted.at(-1);
  console.log(`| ${what} | ${sorted.length} | ${at(0.5)} | ${at(0.9)} | ${last.lines} | \`${last.where}\` |`);
}

const sized = (paths) => paths.map((path) => ({ where: path, lines: lines(path) }));
const sum = (paths) => paths.reduce((total, path) => total + lines(path), 0);
const code = (paths) => paths.filter((path) => !isTest(path));
const tests = (paths) => paths.filter(isTest);

console.log('| lines of | count | median | p90 | longest | which |\n|---|---|---|---|---|---|');
row('C++ functions', cppFunctions(code(cpp)));
row('C++ functions of tests', cppFunctions(tests(cpp)));
row('C++ files', sized(code(cpp)));
row('C++ files of tests', sized(tests(cpp)));
row('TypeScript functions', code(web).flatMap(webFunctions));
row('TypeScript functions of tests', tests(web).flatMap(webFunctions));
row('TypeScript files', sized(code(web)));
row('TypeScript files of tests', sized(tests(web)));
row('style sheets', sized(files.filter((path) => path.endsWith('.css'))));
row('scenarios, benches and scripts (.mjs)', sized(scripts));

const everything = [...cpp, ...web, ...scripts];
const [inTests, inCode] = [sum(tests(everything)), sum(code(everything))];
console.log(`\n${inCode} lines of code, ${inTests} of tests: ${(inTests / inCode).toFixed(2)} lines of test to one of code`);
for (const [what, groups] of [
  ['include cycles of C++', cycles(cpp, included)],
  ['import cycles of TypeScript', cycles(web, imported)],
]) {
  console.log(`${what}: ${groups.length}${groups.map((group) => `\n  ${group.join(' <-> ')}`).join('')}`);
}
