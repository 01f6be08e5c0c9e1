import { existsSync } from 'node:fs';
import { notRun, playwrightCounts } from './counts.mjs';
import { readJson } from './partReports.mjs';

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The journeys through a browser. Where there is none, they are skipped, or failed with
 * MINI_ATLAS_REQUIRE_BROWSER=1.
 *
 * @param playwright - its program
 * @param report - where it writes
 * @param options - the files, all of them by default, and more of the environment
 */
export const journeysPart = (
  playwright,
  report,
  { files = [], env = {} } = {},
) => ({
  alone: true,
  async run(execute) {
    const browser = process.env.CHROMIUM_PATH ?? BROWSERS.find(existsSync);
    if (!browser || !existsSync(browser)) return withoutBrowser(browser);
    const args = [playwright, 'test', ...files];
    const ok = await execute(process.execPath, args, {
      CHROMIUM_PATH: browser,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      ...env,
    });
    return playwrightCounts(readJson(report), ok);
  },
});

function withoutBrowser(browser) {
  const reason = browser
    ? `CHROMIUM_PATH=${browser} does not exist`
    : 'No Chromium was found';
  return notRun(
    `${reason}: the browser journeys were NOT run. Install Chromium or set CHROMIUM_PATH.`,
    { required: process.env.MINI_ATLAS_REQUIRE_BROWSER === '1' },
  );
}
