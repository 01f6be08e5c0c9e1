import { Alert, ButtonLink, Flex, Text } from '@backstage/ui';
import { ChangeDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { RiExternalLinkLine, RiGitMergeLine } from '@remixicon/react';
import { CopyButton } from '../copy/CopyButton';
import { DiffView } from '../code/DiffView';
import { Section } from '../frame/Section';
import { EntityLink } from '../links/EntityLink';
import { httpAddress } from '../links/httpAddress';
import { OutsideLink } from '../links/OutsideLink';
import { Sentence } from '../state/Sentence';
import { Moment } from '../time/Moment';
import { ChangeBadge } from './ChangeBadge';
import { ChangeOutcome } from './ChangeOutcome';
import styles from './ChangeView.module.css';
import { StageLine } from './StageLine';
import { stageWord } from './stageWords';

const ACTION_WORDS = {
  create: 'Creates',
  edit: 'Changes',
  remove: 'Removes',
};

function Head(props: { change: ChangeDetail }) {
  const { change } = props;
  const url = httpAddress(change.url);
  const isOpen = change.state === 'open';
  return (
    <header className={styles.head}>
      <div className={styles.about}>
        <Flex align="center" gap="2" className={styles.title}>
          <Text
            as="h2"
            variant={{ initial: 'title-small', sm: 'title-medium' }}
          >
            {change.title}
          </Text>
          <ChangeBadge change={change} />
        </Flex>
        <Text as="p" color="secondary">
          <OutsideLink
            href={url}
          >{`Pull request #${change.number}`}</OutsideLink>{' '}
          by {change.author}
          {change.orderedBy && (
            <>
              {' '}
              for <EntityLink entityRef={change.orderedBy} />
            </>
          )}
          , <Moment at={change.createdAt} />
        </Text>
        {change.files.map(file => (
          <Flex key={file.path} align="center" gap="1">
            <Text as="p" className={styles.file}>
              {ACTION_WORDS[change.action]} <code>{file.path}</code>
            </Text>
            <CopyButton value={file.path} what="the path" />
          </Flex>
        ))}
      </div>
      {url && (
        <ButtonLink
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          variant={isOpen ? 'primary' : 'secondary'}
          iconStart={isOpen ? <RiGitMergeLine /> : <RiExternalLinkLine />}
        >
          {isOpen ? 'Review and merge' : 'Open pull request'}
        </ButtonLink>
      )}
    </header>
  );
}

function Trouble(props: { change: ChangeDetail }) {
  const { change } = props;
  const failed = change.stages.find(({ state }) => state === 'failed');
  if (failed) {
    return (
      <Alert
        role="status"
        status="danger"
        icon
        title={`Stuck at “${stageWord(failed.id, change.action)}”`}
        description={<Sentence>{failed.sentence}</Sentence>}
      />
    );
  }
  if (change.state === 'open' && !change.mergeable) {
    return (
      <Alert
        role="status"
        status="warning"
        icon
        title="It cannot be merged as it is"
        description="The same file was changed meanwhile. Open the pull request to see the conflict, or close it and propose it again."
      />
    );
  }
  if (change.state === 'closed') {
    return (
      <Alert
        role="status"
        status="info"
        icon
        title="Closed without merging"
        description="Nothing was changed. Propose it again, or reopen the pull request."
      />
    );
  }
  return null;
}

/** One change in full: head, stages, what it changes, what became of it. */
export function ChangeView(props: { change: ChangeDetail }) {
  const { change } = props;
  return (
    <Flex direction="column" gap="4">
      <Head change={change} />
      <Trouble change={change} />
      <Section title="How far it is">
        <StageLine change={change} />
      </Section>
      <ChangeOutcome change={change} />
      <Section title="What it changes in Git">
        {change.diff.trim() ? (
          <DiffView diff={change.diff} label="Diff" />
        ) : (
          <Text as="p" color="secondary">
            No difference: the target branch says the same already.
          </Text>
        )}
      </Section>
    </Flex>
  );
}
