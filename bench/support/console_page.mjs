// The real console in Chromium as one of the operators: it answers what rings, and tells when the pop-up came.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(import.meta.dirname, '../../web/e2e/package.json'));
const { chromium } = require('playwright-core');

const kArguments = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
];

/** Runs in the page: notes each pop-up of a call once, and presses its green button. */
function watch() {
  let known = '';
  const look = () => {
    const card = document.querySelector('.ring-card');
    const number = /[\d-]{10,}/.exec(card?.querySelector('.ring-name')?.textContent ?? '')?.[0].replaceAll('-', '') ?? '';
    if (number === known) return;
    known = number;
    if (number === '') return;
    window.toldPop(number, Date.now());
    setTimeout(() => card.querySelector('.is-answer')?.click(), 100);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
}

/** Signs `operator` in through the page; `operator` goes on to hang up and to be ready by itself. */
export async function launchConsole(origin, operator) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: kArguments,
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'ja-JP', reducedMotion: 'reduce' });
  const page = await context.newPage();
  let tell = () => {};
  await page.exposeFunction('toldPop', (number, at) => tell(number, at - performance.timeOrigin));
  await page.addInitScript(watch);
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('メールアドレス').fill(operator.account.email);
  await page.getByLabel('パスワード').fill(operator.account.password);
  await page.getByRole('button', { name: 'サインイン' }).click();
  await page.waitForURL(/\/inbox\//);
  await page.waitForTimeout(3000);
  return {
    operator,
    onPop(told) {
      tell = told;
    },
    close: () => browser.close(),
  };
}
