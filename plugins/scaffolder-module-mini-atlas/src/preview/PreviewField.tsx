import { Alert, Skeleton, VisuallyHidden } from '@backstage/ui';
import { orderFromForm, OrderOptions } from '../order/orderFromForm';
import { PreviewPanel } from './PreviewPanel';
import { OrderFieldProps } from '../order/orderFieldSchema';
import { PreviewState, usePreview } from './usePreview';
import { announcement } from './announcement';
import { FilledForm, inFormWords } from './inFormWords';
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
    />
  );
}

function LivePreview(props: {
  form: FilledForm;
  options: OrderOptions & { full?: boolean };
}) {
  const { form, options } = props;
  const state = usePreview(orderFromForm(form.values, options));
  return (
    <aside
      className={options.full ? styles.full : styles.preview}
      aria-label="Preview of what you order"
      aria-busy={state.updating}
    >
      <VisuallyHidden role="status" aria-live="polite">
        {announcement(state)}
      </VisuallyHidden>
      <Content form={form} state={state} />
    </aside>
  );
}

function Content(props: { form: FilledForm; state: PreviewState }) {
  const { preview, failure } = props.state;
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
  return preview ? (
    <PreviewPanel preview={inFormWords(preview, props.form)} />
  ) : (
    <Loading />
  );
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
