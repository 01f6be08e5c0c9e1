import {
  DeliveredManifest,
  EditRequest,
  isJsonObject,
  mergePatch,
  mergePatchBetween,
} from '@mini-atlas/backstage-plugin-kro-common';

/** Value of the field: only what changes. */
export type EditValue = Omit<EditRequest, 'instance'>;

/** What the fields show: everything, with the abstraction's defaults. */
export interface ShownValue {
  owner?: string;
  spec: NonNullable<EditRequest['spec']>;
}

/** What the fields show: Git's values, the defaults where Git says nothing, and the changes on top. */
export function shownValue(
  { owner, effective }: Pick<DeliveredManifest, 'owner' | 'effective'>,
  edit: EditValue,
): ShownValue {
  const shownOwner = edit.owner ?? owner;
  return {
    ...(shownOwner ? { owner: shownOwner } : {}),
    spec: mergePatch(effective, edit.spec ?? {}),
  };
}

/** Only what differs from Git: the reverse of `shownValue`. A field that was emptied is taken out. */
export function editedValue(
  { owner, effective }: Pick<DeliveredManifest, 'owner' | 'effective'>,
  shown: unknown,
): EditValue {
  const { owner: shownOwner, spec } = Object(shown);
  const patch = mergePatchBetween(effective, isJsonObject(spec) ? spec : {});
  return {
    ...(typeof shownOwner === 'string' && shownOwner && shownOwner !== owner
      ? { owner: shownOwner }
      : {}),
    ...(Object.keys(patch).length > 0 ? { spec: patch } : {}),
  };
}
