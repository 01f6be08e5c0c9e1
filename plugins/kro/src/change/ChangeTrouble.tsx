import { Alert } from '@backstage/ui';
import {
  ChangeDetail,
  ChangeStage,
} from '@mini-atlas/backstage-plugin-kro-common';
import { EntityLink } from '../links/EntityLink';
import { useEntityExists } from '../links/useEntityExists';
import { Sentence } from '../state/Sentence';
import { StageSentence } from './StageSentence';
import { stageWord } from './stageWords';

/** Leads to the page that walks to the root cause, from the moment there is one. */
function ToInstance(props: { entityRef: string }) {
  const { entityRef } = props;
  return useEntityExists(entityRef) ? (
    <>
      {' '}
      <EntityLink entityRef={entityRef} tab="kro">
        Open the instance
      </EntityLink>
    </>
  ) : null;
}

function Description(props: { stage: ChangeStage; entityRef?: string }) {
  const { stage, entityRef } = props;
  const isKros = stage.id === 'expanded' || stage.id === 'ready';
  return (
    <>
      <StageSentence stage={stage} />.
      {stage.help && (
        <>
          {' '}
          <Sentence>{`${stage.help}.`}</Sentence>
        </>
      )}
      {isKros && entityRef && <ToInstance entityRef={entityRef} />}
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
      description={<Description stage={failed} entityRef={change.entityRef} />}
    />
  );
}
