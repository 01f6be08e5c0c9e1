import { defineConfig } from '@playwright/test';

/**
 * Browser journeys over the real portal and sandbox, in the system's Chromium.
 * `npm test` says where it is (CHROMIUM_PATH). The journeys share one portal and make things of
 * different names in it, so that two may go at a time.
 */
export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  globalSetup: './packages/app/e2e-tests/portal.setup.ts',
  timeout: 90_000,
  expect: { timeout: 20_000 },
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json']],
  outputDir: '.mini-atlas/test-results/playwright',
  use: {
    screenshot: 'only-on-failure',
    // A trace films every step, which takes longer than the step; `--trace on` films what fails.
    trace: 'off',
    contextOptions: { reducedMotion: 'reduce' },
    viewport: { width: 1280, height: 900 },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
