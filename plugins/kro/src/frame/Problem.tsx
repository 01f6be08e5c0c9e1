import { ResponseError } from '@backstage/errors';
import { Alert, AlertProps, Button } from '@backstage/ui';

interface Words {
  status: NonNullable<AlertProps['status']>;
  title: string;
  description: string;
}

function wordsFor(error: Error, what: string): Words {
  const status =
    error instanceof ResponseError ? error.response.status : undefined;
  if (status === 403) {
    return {
      status: 'warning',
      title: `You may not see ${what}`,
      description:
        'Your account lacks the permission. Ask the platform team for read access to it.',
    };
  }
  if (status === 401) {
    return {
      status: 'warning',
      title: 'You are signed out',
      description: 'Sign in again, then come back to this page.',
    };
  }
  if (status === 404) {
    return {
      // Nothing is wrong with a thing that was removed.
      status: 'info',
      title: `There is no ${what.replace(/^the /, '')} here`,
      description:
        'It was removed, or has not reached the cluster yet: a change that was merged a moment ago appears here by itself.',
    };
  }
  const reason =
    error instanceof ResponseError ? error.body.error.message : error.message;
  return {
    status: 'danger',
    title: `Could not load ${what}`,
    description: `${reason}. It is tried again every 30 seconds; if it lasts, ask the platform team to look at the portal's back end.`,
  };
}

/** Says what went wrong and what to do. `what` names the subject, e.g. `the fleet`. */
export function Problem(props: {
  error: Error;
  what: string;
  onRetry?: () => void;
}) {
  const { error, what, onRetry } = props;
  const words = wordsFor(error, what);
  return (
    <Alert
      role="alert"
      status={words.status}
      icon
      title={words.title}
      description={words.description}
      customActions={
        onRetry && (
          <Button size="small" variant="secondary" onPress={onRetry}>
            Try again
          </Button>
        )
      }
    />
  );
}
