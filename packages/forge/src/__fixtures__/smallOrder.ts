import { ChangeSet } from '../forge';

/** A change that adds or writes the one file `NAME.yaml`. */
export const smallOrder = (name: string, content = 'x\n'): ChangeSet => ({
  branch: `mini-atlas/${name}`,
  title: name,
  body: '',
  commitMessage: name,
  files: [{ path: `${name}.yaml`, content }],
});
