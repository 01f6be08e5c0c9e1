import { Alert, Skeleton, Text } from '@backstage/ui';
import { EditPreview } from '@mini-atlas/backstage-plugin-kro-common';
import { LatestAnswer, useLatestAnswer } from '../api/useLatestAnswer';
import { DiffLines } from '../diff/DiffLines';
import { ChecksList } from '../preview/ChecksList';
import { ChildrenTree } from '../preview/ChildrenTree';
import { PreviewFrame } from '../preview/PreviewFrame';
import { PreviewSection } from '../preview/PreviewSection';
import styles from '../preview/PreviewField.module.css';
import { ChildChanges } from './ChildChanges';
import { EditPreviewFieldProps } from './editPreviewFieldSchema';
import { editOfForm } from './editOfForm';
import { fetchEditPreview } from './fetchEdit';

/** Shows what an edit would change: the file, the children, and every check. Takes no input itself. */
export function EditPreviewField(props: EditPreviewFieldProps) {
  const state = useLatestAnswer(
    editOfForm(props.formContext?.formData),
    fetchEditPreview,
  );
  return (
    <PreviewFrame
      label="Preview of what changes"
      isFull={props.uiSchema['ui:options']?.full}
      isBusy={state.updating}
      announcement={announcement(state)}
      field={props}
      checks={state.answer?.checks ?? []}
    >
      <Content state={state} />
    </PreviewFrame>
  );
}

function Content({ state }: { state: LatestAnswer<EditPreview> }) {
  const { answer, failure, updating } = state;
  if (failure) {
    return (
      <Alert
        status="danger"
        icon
        title="There is no preview of this"
        description={failure}
      />
    );
  }
  if (answer) return <Panel preview={answer} />;
  return updating ? (
    <div className={styles.section}>
      <Skeleton width={140} height={20} />
      <Skeleton width="100%" height={180} />
    </div>
  ) : (
    <Text as="p" color="secondary">
      What changes is shown here as soon as something is chosen.
    </Text>
  );
}

function Panel({ preview }: { preview: EditPreview }) {
  const refused = preview.checks.some(({ outcome }) => outcome === 'refused');
  const checks = (
    <PreviewSection title="Checks" isRefused={refused}>
      <ChecksList checks={preview.checks} />
    </PreviewSection>
  );
  return (
    <>
      {refused && checks}
      <PreviewSection title="What changes">
        {preview.changed ? (
          <DiffLines path={preview.path} lines={preview.diff} />
        ) : (
          <Text as="p" variant="body-small">
            Nothing yet: change a field.
          </Text>
        )}
      </PreviewSection>
      {preview.changed && (
        <PreviewSection title="What that means">
          <ChildChanges items={preview.childChanges} />
        </PreviewSection>
      )}
      <PreviewSection title="What you get">
        <ChildrenTree nodes={preview.nodes} />
      </PreviewSection>
      {!refused && checks}
    </>
  );
}

/** What a screen reader says when the preview changed; empty while it is changing. */
function announcement({
  answer,
  failure,
  updating,
}: LatestAnswer<EditPreview>): string {
  if (updating) return '';
  if (failure) return `No preview: ${failure}`;
  if (!answer) return '';
  const refused = answer.checks.filter(({ outcome }) => outcome === 'refused');
  if (refused.length > 0) return `Preview: ${refused.length} refused.`;
  if (!answer.changed) return 'Preview: nothing is changed.';
  const lines = answer.diff.filter(({ change }) => change !== 'same').length;
  return `Preview: ${lines} lines of the file change, no problems.`;
}
