import { ButtonLink, Flex, Text } from '@backstage/ui';
import {
  ChangeChecks,
  ChangeDetail,
} from '@mini-atlas/backstage-plugin-kro-common';
import { RiExternalLinkLine } from '@remixicon/react';
import { CopyButton } from '../copy/CopyButton';
import { EntityLink } from '../links/EntityLink';
import { httpAddress } from '../links/httpAddress';
import { OutsideLink } from '../links/OutsideLink';
import { Moment } from '../time/Moment';
import { ACTION_WORDS } from './actionWords';
import { ChangeBadge } from './ChangeBadge';
import styles from './ChangeHead.module.css';
import { MergeAction } from './MergeAction';

function Commit(props: { commit: string; url?: string; what: string }) {
  const { commit, url, what } = props;
  return (
    <>
      <OutsideLink href={url}>{commit.slice(0, 7)}</OutsideLink>
      <CopyButton value={commit} what={what} />
    </>
  );
}

function Files(props: { change: ChangeDetail }) {
  const { files, action, links } = props.change;
  return (
    <>
      {files.map(({ path }) => (
        <Flex key={path} align="center" gap="1">
          <Text as="p" className={styles.line}>
            {ACTION_WORDS[action]}{' '}
            <OutsideLink href={links.files[path]}>
              <code>{path}</code>
            </OutsideLink>
          </Text>
          <CopyButton value={path} what="the path" />
        </Flex>
      ))}
    </>
  );
}

function Commits(props: { change: ChangeDetail }) {
  const { headCommit, mergeCommit, links } = props.change;
  return (
    <Flex align="center" gap="1" className={styles.title}>
      <Text color="secondary">Commit</Text>
      <Commit
        commit={headCommit}
        url={links.headCommit}
        what="the commit’s id"
      />
      {mergeCommit && (
        <>
          <Text color="secondary">merged as</Text>
          <Commit
            commit={mergeCommit}
            url={links.mergeCommit}
            what="the merge commit’s id"
          />
        </>
      )}
    </Flex>
  );
}

function Actions(props: {
  change: ChangeDetail;
  checks?: ChangeChecks;
  onAnswer: () => void;
}) {
  const { change } = props;
  const { merge, state } = change;
  const url = httpAddress(change.url);
  const isElsewhere = state === 'open' && !merge.allowed;
  // What is stuck says so itself.
  const isStuck = change.stages.some(stage => stage.state === 'failed');
  return (
    <div className={styles.actions}>
      <div className={styles.buttons}>
        {url && (
          <ButtonLink
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            variant={isElsewhere ? 'primary' : 'secondary'}
            iconStart={<RiExternalLinkLine />}
          >
            {isElsewhere ? 'Review and merge' : 'Open pull request'}
          </ButtonLink>
        )}
        <MergeAction {...props} />
      </div>
      {isElsewhere && merge.reason && !isStuck && (
        <Text
          as="p"
          variant="body-small"
          color="secondary"
          className={styles.reason}
        >
          {merge.reason}.
        </Text>
      )}
    </div>
  );
}

/** What a change is: title, author, file, commits, and what can be done with it. */
export function ChangeHead(props: {
  change: ChangeDetail;
  checks?: ChangeChecks;
  onAnswer: () => void;
}) {
  const { change } = props;
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
            href={httpAddress(change.url)}
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
        <Files change={change} />
        <Commits change={change} />
      </div>
      <Actions {...props} />
    </header>
  );
}
