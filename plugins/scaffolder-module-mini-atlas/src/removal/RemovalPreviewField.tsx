import { Alert, Skeleton, Text } from '@backstage/ui';
import { RemovalPreview } from '@mini-atlas/backstage-plugin-kro-common';
import { useLatestAnswer } from '../api/useLatestAnswer';
import { EditPreviewFieldProps } from '../edit/editPreviewFieldSchema';
import { instanceOfForm } from '../instance/instanceOfForm';
import { ChecksList } from '../preview/ChecksList';
import { ManifestView } from '../preview/ManifestView';
import { PreviewFrame } from '../preview/PreviewFrame';
import { PreviewSection } from '../preview/PreviewSection';
import styles from '../preview/PreviewField.module.css';
import { fetchRemovalPreview } from './fetchRemovalPreview';
import { GoneList } from './GoneList';
import { ResidentList } from './ResidentList';

/** Shows what will be gone, and what stands against it. Takes no input itself. */
export function RemovalPreviewField(props: EditPreviewFieldProps) {
  const instance = instanceOfForm(props.formContext?.formData);
  const { answer, failure, updating } = useLatestAnswer(
    instance,
    fetchRemovalPreview,
  );
  const shown = answer?.ref === instance ? answer : undefined;
  return (
    <PreviewFrame
      label="Preview of what will be gone"
      isFull={props.uiSchema['ui:options']?.full}
      isBusy={updating}
      announcement={announcement(shown, failure)}
      field={props}
      checks={shown?.checks ?? []}
    >
      {failure && (
        <Alert
          status="danger"
          icon
          title="It cannot be removed here"
          description={failure}
        />
      )}
      {shown && <Panel preview={shown} />}
      {!failure && !instance && (
        <Text as="p" color="secondary">
          What will be gone is shown here as soon as something is chosen.
        </Text>
      )}
      {!shown && !failure && instance && (
        <div className={styles.section}>
          <Skeleton width={140} height={20} />
          <Skeleton width="100%" height={180} />
        </div>
      )}
    </PreviewFrame>
  );
}

/** What a screen reader says when the preview is there. */
function announcement(
  preview: RemovalPreview | undefined,
  failure: string | undefined,
): string {
  if (failure) return `No preview: ${failure}`;
  if (!preview) return '';
  if (preview.residents.length > 0) {
    return `Preview: ${preview.residents.length} must be removed first.`;
  }
  return `Preview: ${preview.children.length} children will be gone.`;
}

function Panel({ preview }: { preview: RemovalPreview }) {
  const isRefused = preview.checks.some(({ outcome }) => outcome === 'refused');
  const checks = (
    <PreviewSection title="Checks" isRefused={isRefused}>
      <ChecksList checks={preview.checks} />
    </PreviewSection>
  );
  return (
    <>
      {preview.residents.length > 0 && (
        <PreviewSection title="Must be removed first" isRefused>
          <ResidentList items={preview.residents} />
        </PreviewSection>
      )}
      {isRefused && checks}
      <PreviewSection title="What will be gone">
        <GoneList preview={preview} />
      </PreviewSection>
      {!isRefused && checks}
      {preview.yaml && (
        <PreviewSection title="The file that goes">
          <ManifestView path={preview.path} yaml={preview.yaml} />
        </PreviewSection>
      )}
    </>
  );
}
