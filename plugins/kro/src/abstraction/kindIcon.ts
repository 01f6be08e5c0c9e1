import {
  RiAppsLine,
  RiArchiveLine,
  RiBook2Line,
  RiBox3Line,
  RiChat3Line,
  RiDatabase2Line,
  RiFolderSharedLine,
  RiServerLine,
  type RemixiconComponentType,
} from '@remixicon/react';

/** What an abstraction becomes in the catalog decides its icon: by `spec.type` first, by kind otherwise. */
const BY_TYPE: [pattern: RegExp, icon: RemixiconComponentType][] = [
  [/database|postgres|sql/, RiDatabase2Line],
  [/topic|queue|kafka|stream/, RiChat3Line],
  [/bucket|storage/, RiArchiveLine],
  [/service|website/, RiServerLine],
  [/library|documentation/, RiBook2Line],
];

const BY_KIND: Record<string, RemixiconComponentType> = {
  system: RiFolderSharedLine,
  domain: RiFolderSharedLine,
  component: RiAppsLine,
};

/** The icon of an abstraction. */
export function kindIcon(abstraction: {
  catalogKind: string;
  catalogType: string;
}): RemixiconComponentType {
  const type = abstraction.catalogType.toLowerCase();
  return (
    BY_TYPE.find(([pattern]) => pattern.test(type))?.[1] ??
    BY_KIND[abstraction.catalogKind.toLowerCase()] ??
    RiBox3Line
  );
}
