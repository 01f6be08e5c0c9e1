import { Flex, Text } from '@backstage/ui';
import { Source } from '@mini-atlas/backstage-plugin-kro-common';
import { RiCheckboxCircleLine, RiErrorWarningLine } from '@remixicon/react';
import { OutsideLink } from '../links/OutsideLink';
import { Fact, FactList } from '../list/FactList';
import { Sentence } from '../state/Sentence';
import { readRevision } from './revision';
import { ChangeFacts } from './ChangeFacts';
import styles from './SourceFacts.module.css';

function Verdict(props: { source: Source }) {
  const { source } = props;
  if (source.blocked) {
    return (
      <span className={styles.verdict} data-tone="danger">
        <RiErrorWarningLine size={16} aria-hidden />
        <span>
          Git does not reach the cluster: <Sentence>{source.blocked}</Sentence>
        </span>
      </span>
    );
  }
  return source.upToDate ? (
    <span className={styles.verdict} data-tone="success">
      <RiCheckboxCircleLine size={16} aria-hidden />
      The cluster has what Git says.
    </span>
  ) : (
    <span className={styles.verdict} data-tone="warning">
      <RiErrorWarningLine size={16} aria-hidden />
      {source.fetchedRevision
        ? `Flux has fetched ${
            readRevision(source.fetchedRevision).short
          } and has not applied it yet.`
        : 'Flux has not fetched it yet.'}
    </span>
  );
}

/** The command line that shows a Kustomization, given as `namespace/name`. */
function kustomizationLine(kustomization: string): string {
  const [namespace, name] = kustomization.split('/');
  return `kubectl get kustomizations.kustomize.toolkit.fluxcd.io ${name} -n ${namespace} -o yaml`;
}

/** Where the instance comes from in Git, and whether the cluster still equals it. */
export function SourceFacts(props: { instanceRef: string; source: Source }) {
  const { instanceRef, source } = props;
  if (!source.path && !source.kustomization && !source.appliedRevision) {
    return (
      <Text as="p" color="secondary">
        Not from Git: Flux does not know this instance. Somebody applied it by
        hand.
      </Text>
    );
  }
  const applied =
    source.appliedRevision && readRevision(source.appliedRevision);
  return (
    <Flex direction="column" gap="2">
      <Verdict source={source} />
      <FactList>
        {source.path && (
          <Fact
            label="File"
            copy={{ value: source.path, what: 'the file’s path' }}
          >
            <OutsideLink href={source.fileUrl}>{source.path}</OutsideLink>
          </Fact>
        )}
        {/* Without a forge there are no changes to ask for. */}
        {source.fileUrl && <ChangeFacts instanceRef={instanceRef} />}
        {applied && (
          <Fact
            label="Applied commit"
            copy={{ value: applied.commit, what: 'the commit' }}
          >
            {applied.short}
            {applied.branch && ` on ${applied.branch}`}
          </Fact>
        )}
        {source.repositoryUrl && (
          <Fact
            label="Repository"
            copy={{
              value: source.repositoryUrl,
              what: 'the repository’s address',
            }}
          >
            <OutsideLink href={source.repositoryUrl}>
              {source.repositoryUrl}
            </OutsideLink>
          </Fact>
        )}
        {source.kustomization && (
          <Fact
            label="Flux Kustomization"
            copy={{
              value: kustomizationLine(source.kustomization),
              what: 'the kubectl line of the Kustomization',
            }}
          >
            {source.kustomization}
          </Fact>
        )}
      </FactList>
    </Flex>
  );
}
