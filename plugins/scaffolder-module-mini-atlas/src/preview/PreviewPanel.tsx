import { ChecksList } from './ChecksList';
import { ChildrenTree } from './ChildrenTree';
import { WordedPreview } from './inFormWords';
import { ManifestView } from './ManifestView';
import { NeededLine } from './NeededLine';
import { OutputsList } from './OutputsList';
import { PreviewSection } from './PreviewSection';

/** What would come of an order: children, file and checks. Problems stand on top. */
export function PreviewPanel(props: { preview: WordedPreview }) {
  const { preview } = props;
  const refused = preview.checks.some(({ outcome }) => outcome === 'refused');
  const checks = preview.checks.length > 0 && (
    <PreviewSection title="Checks" isRefused={refused}>
      <ChecksList checks={preview.checks} />
    </PreviewSection>
  );
  return (
    <>
      {refused && checks}
      <PreviewSection title="What you get">
        <NeededLine needed={preview.needed} draft={preview.draft} />
        <ChildrenTree nodes={preview.nodes} />
        <OutputsList preview={preview} />
      </PreviewSection>
      <PreviewSection title="Manifest">
        <ManifestView path={preview.path} yaml={preview.yaml} />
      </PreviewSection>
      {!refused && checks}
    </>
  );
}
