import { existsSync } from 'node:fs';
import { Browser, chromium } from '@playwright/test';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Opens the system's Chromium.
 *
 * @throws Error when there is none
 */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? PLACES.find(existsSync);
  if (!executablePath) {
    throw new Error(
      'No Chromium was found, and two figures are measured in one. Install Chromium or set CHROMIUM_PATH.',
    );
  }
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  });
}
