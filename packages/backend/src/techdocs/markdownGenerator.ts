import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  GeneratorRunOptions,
  TechdocsGenerator,
} from '@backstage/plugin-techdocs-node';
import { parse } from 'yaml';
import { buildSite, NavigationEntry } from './markdownSite';
import { siteStyle, siteStylePath } from './siteStyle';

/**
 * Builds TechDocs sites from Markdown in this process, so that documentation works on a machine
 * that has neither MkDocs nor Docker. Reads `site_name`, `docs_dir` and a flat `nav` of mkdocs.yml;
 * MkDocs' plugins and extensions are not available.
 */
export class MarkdownGenerator extends TechdocsGenerator {
  /** @throws InputError naming the key of mkdocs.yml that cannot be read */
  override async run(options: GeneratorRunOptions): Promise<void> {
    const settings = readSettings(
      await readFile(join(options.inputDir, 'mkdocs.yml'), 'utf8'),
    );
    const docsDir = resolveSafeChildPath(options.inputDir, settings.docsDir);
    const names = (await readdir(docsDir, { recursive: true })).sort();
    const pages = await Promise.all(
      names
        .filter(name => name.endsWith('.md'))
        .map(async path => ({
          path,
          markdown: await readFile(join(docsDir, path), 'utf8'),
        })),
    );
    const navigation =
      settings.navigation ?? pages.map(({ path }) => ({ path, title: path }));
    await cp(docsDir, options.outputDir, { recursive: true });
    for (const file of buildSite(pages, navigation, settings.siteName)) {
      const target = join(options.outputDir, file.path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, file.html);
    }
    const style = join(options.outputDir, siteStylePath);
    await mkdir(dirname(style), { recursive: true });
    await writeFile(style, siteStyle);
    const metadata = {
      site_name: settings.siteName,
      site_description: settings.siteName,
      etag: options.etag,
      build_timestamp: Date.now(),
      files: names,
    };
    await writeFile(
      join(options.outputDir, 'techdocs_metadata.json'),
      JSON.stringify(metadata),
    );
    await mkdir(join(options.outputDir, 'search'), { recursive: true });
    const docs = pages.map(({ path, markdown }) => ({
      title: /^# (.*)$/m.exec(markdown)?.[1] ?? path,
      location: path.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '/'),
      text: markdown,
    }));
    await writeFile(
      join(options.outputDir, 'search', 'search_index.json'),
      JSON.stringify({ docs }),
    );
  }
}

interface Settings {
  siteName: string;
  docsDir: string;
  navigation?: NavigationEntry[];
}

function readSettings(text: string): Settings {
  const content: unknown = parse(text);
  if (typeof content !== 'object' || content === null) {
    throw new InputError('mkdocs.yml is not a YAML mapping');
  }
  const value = (key: string): unknown => Reflect.get(content, key);
  const nav = value('nav');
  return {
    siteName: String(value('site_name') ?? 'Documentation'),
    docsDir: String(value('docs_dir') ?? 'docs'),
    ...(Array.isArray(nav) ? { navigation: nav.map(readEntry) } : {}),
  };
}

function readEntry(entry: unknown): NavigationEntry {
  const pair =
    typeof entry === 'object' && entry !== null ? Object.entries(entry) : [];
  const [title, path] = pair[0] ?? [];
  if (pair.length !== 1 || title === undefined || typeof path !== 'string') {
    throw new InputError(
      `mkdocs.yml: nav has the entry ${JSON.stringify(
        entry,
      )}; only 'Title: page.md' is supported`,
    );
  }
  return { title, path };
}
