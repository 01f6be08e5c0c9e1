import { Alert, Skeleton, Text } from '@backstage/ui';
import { RemovalPreview } from '@mini-atlas/backstage-plugin-kro-common';
import { useLatestAnswer } from '../api/useLatestAnswer';
import { EditPreviewFieldProps } from '../edit/editPreviewFieldSchema';
import { instanceOfForm } from '../instance/instanceOfForm';
import { ChecksList } from '../preview/ChecksList';
import { ManifestView } from '../preview/ManifestView';
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
  return (
    <aside
      className={
        props.uiSchema['ui:options']?.full ? styles.full : styles.preview
      }
      aria-label="Preview of what will be gone"
      aria-busy={updating}
    >
      {failure && (
        <Alert
          status="danger"
          icon
          title="It cannot be removed here"
          description={failure}
        />
      )}
      {answer?.ref === instance && answer && <Panel preview={answer} />}
      {!answer && !failure && !instance && (
        <Text as="p" color="secondary">
          What will be gone is shown here as soon as something is chosen.
        </Text>
      )}
      {!answer && !failure && instance && (
        <div className={styles.section}>
          <Skeleton width={140} height={20} />
          <Skeleton width="100%" height={180} />
        </div>
      )}
    </aside>
  );
}

function Panel({ preview }: { preview: RemovalPreview }) {
  return (
    <>
      {preview.residents.length > 0 && (
        <PreviewSection title="Must be removed first">
          <ResidentList items={preview.residents} />
        </PreviewSection>
      )}
      <PreviewSection title="What will be gone">
        <GoneList preview={preview} />
      </PreviewSection>
      <PreviewSection title="Checks">
        <ChecksList checks={preview.checks} />
      </PreviewSection>
      {preview.yaml && (
        <PreviewSection title="The file that goes">
          <ManifestView path={preview.path} yaml={preview.yaml} />
        </PreviewSection>
      )}
    </>
  );
}
