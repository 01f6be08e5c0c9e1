import { Alert, Skeleton } from '@backstage/ui';
import { orderFromForm, OrderOptions } from '../order/orderFromForm';
import { PreviewFrame } from './PreviewFrame';
import { PreviewPanel } from './PreviewPanel';
import { OrderFieldProps } from '../order/orderFieldSchema';
import { usePreview } from './usePreview';
import { FieldOfForm } from './Unsaid';
import { announcement } from './announcement';
import { FilledForm, inFormWords, WordedPreview } from './inFormWords';
import styles from './PreviewField.module.css';

/**
 * Shows what would come of what is typed: beside the form or below it; over the whole width where its template says
 * `full`. Takes no input itself.
 */
export function PreviewField(props: OrderFieldProps) {
  const options = props.uiSchema['ui:options'];
  if (!options?.abstraction) {
    return (
      <Alert
        status="danger"
        icon
        title="The preview does not know what this form orders"
        description="Its template must say so in ui:options of the field: abstraction."
      />
    );
  }
  return (
    <LivePreview
      options={options}
      form={{
        schema: Object(props.registry?.rootSchema),
        values: props.formContext?.formData ?? {},
        options,
      }}
      field={props}
    />
  );
}

function LivePreview(props: {
  form: FilledForm;
  options: OrderOptions & { full?: boolean };
  field: FieldOfForm;
}) {
  const { field, form, options } = props;
  const state = usePreview(orderFromForm(form.values, options));
  const preview = state.preview && inFormWords(state.preview, form);
  return (
    <PreviewFrame
      label="Preview of what you order"
      isFull={options.full}
      isBusy={state.updating}
      announcement={announcement(state)}
      field={field}
      checks={preview?.checks ?? []}
    >
      <Content preview={preview} failure={state.failure} />
    </PreviewFrame>
  );
}

function Content(props: { preview?: WordedPreview; failure?: string }) {
  const { preview, failure } = props;
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
  return preview ? <PreviewPanel preview={preview} /> : <Loading />;
}

/** As tall as a small preview, so that nothing jumps when it comes. */
function Loading() {
  return (
    <div className={styles.section}>
      <Skeleton width={140} height={20} />
      <Skeleton width="100%" height={120} />
      <Skeleton width={140} height={20} />
      <Skeleton width="100%" height={180} />
    </div>
  );
}
