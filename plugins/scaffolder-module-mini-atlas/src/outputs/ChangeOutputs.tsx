import { ScaffolderTaskOutput } from '@backstage/plugin-scaffolder-react';
import { DefaultTemplateOutputs } from '@backstage/plugin-scaffolder-react/alpha';
import { useEffect } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { changePathOf } from './changePathOf';
import { followedTasks } from './followedTasks';
import { useJustCreated } from './useJustCreated';

/**
 * What an order ends with: the page of its change, as soon as the pull request is open. A task that is looked at again
 * shows its links only.
 */
export function ChangeOutputs(props: { output?: ScaffolderTaskOutput }) {
  const { taskId } = useParams();
  const navigate = useNavigate();
  const justCreated = useJustCreated(taskId);
  const changePath = changePathOf(props.output);

  useEffect(() => {
    if (!taskId || !changePath || !justCreated) return;
    if (followedTasks.has(taskId)) return;
    followedTasks.add(taskId);
    navigate(changePath, { replace: true });
  }, [taskId, changePath, justCreated, navigate]);

  return <DefaultTemplateOutputs output={props.output} />;
}
