import { Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import { ChecksList } from './ChecksList';
import { ChildrenTree } from './ChildrenTree';
import { WordedPreview } from './inFormWords';
import { ManifestView } from './ManifestView';
import { NeededLine } from './NeededLine';
import { OutputsList } from './OutputsList';
import styles from './PreviewField.module.css';

/** What would come of an order: children, file and checks. Problems stand on top. */
export function PreviewPanel(props: { preview: WordedPreview }) {
  const { preview } = props;
  const refused = preview.checks.some(({ outcome }) => outcome === 'refused');
  const checks = preview.checks.length > 0 && (
    <Section title="Checks">
      <ChecksList checks={preview.checks} />
    </Section>
  );
  return (
    <>
      {refused && checks}
      <Section title="What you get">
        <NeededLine needed={preview.needed} draft={preview.draft} />
        <ChildrenTree nodes={preview.nodes} />
        <OutputsList preview={preview} />
      </Section>
      <Section title="Manifest">
        <ManifestView path={preview.path} yaml={preview.yaml} />
      </Section>
      {!refused && checks}
    </>
  );
}

function Section(props: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.section}>
      <Text as="h3" id={id} variant="title-x-small">
        {props.title}
      </Text>
      {props.children}
    </section>
  );
}
