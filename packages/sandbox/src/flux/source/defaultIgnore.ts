/** What source-controller leaves out of every artifact (`fluxcd/pkg/sourceignore`), by file name. */
const IGNORED_NAMES = [
  '.gitignore',
  '.gitmodules',
  '.gitattributes',
  '.travis.yml',
  '.gitlab-ci.yml',
  'appveyor.yml',
  '.drone.yml',
  'cloudbuild.yaml',
  'codeship-services.yml',
  'codeship-steps.yml',
  '.goreleaser.yml',
  '.goreleaser.brew.yml',
  '.sops.yaml',
  '.flux.yaml',
];
const IGNORED_DIRECTORIES = ['.git', '.github', '.circleci'];
const IGNORED_EXTENSIONS = /\.(jpe?g|gif|png|wmv|flv|tar\.gz|zip)$/;

/** Whether a path of the repository stays out of the artifact. */
export function isIgnored(path: string): boolean {
  const parts = path.split('/');
  return (
    IGNORED_EXTENSIONS.test(path) ||
    IGNORED_NAMES.includes(parts[parts.length - 1]) ||
    parts.some(part => IGNORED_DIRECTORIES.includes(part))
  );
}

/** The same rules as Git's pathspecs. */
export const IGNORE_PATHSPECS = [
  ...IGNORED_NAMES.map(name => `:(exclude,glob)**/${name}`),
  ...IGNORED_DIRECTORIES.map(name => `:(exclude,glob)**/${name}/**`),
  ...['jpg', 'jpeg', 'gif', 'png', 'wmv', 'flv', 'tar.gz', 'zip'].map(
    extension => `:(exclude,glob)**/*.${extension}`,
  ),
];
