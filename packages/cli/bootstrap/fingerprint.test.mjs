import assert from 'node:assert/strict';
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fingerprint, isStamped, writeStamp } from './fingerprint.mjs';

let root;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mini-atlas-fingerprint-'));
  put('src/page.tsx', 'page');
});

afterEach(() => rmSync(root, { recursive: true }));

function put(path, content) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const now = () => fingerprint(root, ['src', 'package.json']);

test('stays the same while nothing changes', () => {
  assert.equal(now(), now());
});

test('changes with content, names and files that come', () => {
  const seen = new Set([now()]);
  put('src/page.tsx', 'other page');
  seen.add(now());
  renameSync(join(root, 'src/page.tsx'), join(root, 'src/side.tsx'));
  seen.add(now());
  put('package.json', '{}');
  seen.add(now());
  assert.equal(seen.size, 4);
});

test('leaves out tests, dependencies and what is built', () => {
  const before = now();
  put('src/page.test.tsx', 'test');
  put('src/node_modules/left-pad/index.js', 'code');
  put('src/dist/index.js', 'code');
  assert.equal(now(), before);
});

test('a stamp holds one value, and replaces the file without touching copies of it', () => {
  const stamp = join(root, 'dist', '.stamp');
  assert.equal(isStamped(stamp, 'one'), false);
  writeStamp(stamp, 'one');
  assert.equal(isStamped(stamp, 'one'), true);
  linkSync(stamp, join(root, 'copy'));
  writeStamp(stamp, 'two');
  assert.equal(isStamped(stamp, 'one'), false);
  assert.equal(readFileSync(join(root, 'copy'), 'utf8'), 'one');
});
