import { Alert, ButtonLink } from '@backstage/ui';
import {
  ChangeDetail,
  ChangeStage,
} from '@mini-atlas/backstage-plugin-kro-common';
import { useEntityPath } from '../links/EntityLink';
import { useEntityExists } from '../links/useEntityExists';
import { Sentence } from '../state/Sentence';
import { StageSentence } from './StageSentence';
import { stageWord } from './stageWords';

/** A link to the page that walks to the root cause, from the moment there is one. */
function ToInstance(props: { entityRef: string }) {
  const { entityRef } = props;
  const path = useEntityPath()(entityRef, 'kro');
  return useEntityExists(entityRef) && path ? (
    <ButtonLink href={path} size="small" variant="secondary">
      Open the instance
    </ButtonLink>
  ) : null;
}

function Description(props: { stage: ChangeStage }) {
  const { stage } = props;
  return (
    <>
      <StageSentence stage={stage} />.
      {stage.help && (
        <>
          {' '}
          <Sentence>{`${stage.help}.`}</Sentence>
        </>
      )}
    </>
  );
}

/** What holds a change up, and what helps; nothing while it gets on. */
export function ChangeTrouble(props: { change: ChangeDetail }) {
  const { change } = props;
  const failed = change.stages.find(({ state }) => state === 'failed');
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
  if (!failed) return null;
  const isOpen = change.state === 'open';
  const isKros = failed.id === 'expanded' || failed.id === 'ready';
  return (
    <Alert
      role="status"
      status={isOpen ? 'warning' : 'danger'}
      icon
      title={
        isOpen
          ? 'It cannot be merged as it is'
          : `Stuck at “${stageWord(failed.id, change.action)}”`
      }
      description={<Description stage={failed} />}
      customActions={
        isKros && change.entityRef ? (
          <ToInstance entityRef={change.entityRef} />
        ) : undefined
      }
    />
  );
}
