import { isFields, textField } from '../http/body';
import { HttpError, notFound } from '../http/httpError';
import { route } from '../http/router';
import { now } from '../pulls/clock';
import { HookRecord } from '../store/records';
import { ApiHandler, configurable } from './apiCall';
import { cut, pagedAnswer, pageOf } from './paging';

/** What Gitea understands by `pull_request`. */
const PULL_REQUEST_EVENTS = [
  'pull_request',
  'pull_request_assign',
  'pull_request_label',
  'pull_request_milestone',
  'pull_request_comment',
  'pull_request_review',
  'pull_request_review_request',
  'pull_request_sync',
];

const list: ApiHandler = async call => {
  const repository = configurable(call);
  const { hooks } = repository.record;
  const page = pageOf(call);
  return pagedAnswer(
    call,
    page,
    hooks.length,
    cut(hooks, page).map(presentHook),
  );
};

const create: ApiHandler = async call => {
  const repository = configurable(call);
  const wanted = hookOf(call.fields);
  const hook = await repository.exclusively(async () => {
    const { hooks } = repository.record;
    const at = now();
    const added: HookRecord = {
      id: Math.max(0, ...hooks.map(({ id }) => id)) + 1,
      createdAt: at,
      updatedAt: at,
      ...wanted,
    };
    hooks.push(added);
    await repository.save();
    return added;
  });
  return { status: 201, json: presentHook(hook) };
};

const one: ApiHandler = async call => {
  const repository = configurable(call);
  const hook = repository.record.hooks.find(
    ({ id }) => String(id) === call.parameters.id,
  );
  if (!hook) throw notFound();
  return { json: presentHook(hook) };
};

const remove: ApiHandler = async call => {
  const repository = configurable(call);
  const { hooks } = repository.record;
  await repository.exclusively(async () => {
    const index = hooks.findIndex(
      ({ id }) => String(id) === call.parameters.id,
    );
    if (index < 0) throw notFound();
    hooks.splice(index, 1);
    await repository.save();
  });
  return { status: 204 };
};

function hookOf(
  fields: Record<string, unknown>,
): Omit<HookRecord, 'id' | 'createdAt' | 'updatedAt'> {
  if (textField(fields, 'type') !== 'gitea') {
    throw new HttpError(422, 'Invalid hook type: only "gitea" is known here');
  }
  const config = isFields(fields.config) ? fields.config : {};
  const url = textField(config, 'url') ?? '';
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
    throw new HttpError(422, 'Invalid url: it must be http or https');
  }
  const contentType = textField(config, 'content_type');
  if (contentType !== 'json' && contentType !== 'form') {
    throw new HttpError(422, 'Invalid content type');
  }
  return {
    url,
    contentType,
    secret: textField(config, 'secret') ?? '',
    events: eventsOf(fields.events),
    active: fields.active === true,
  };
}

function eventsOf(asked: unknown): string[] {
  const events = Array.isArray(asked) ? asked.map(String) : ['push'];
  return [
    ...new Set(
      events.flatMap(event =>
        event === 'pull_request' ? PULL_REQUEST_EVENTS : [event],
      ),
    ),
  ];
}

/** Gitea's `Hook`: the secret is not shown again. */
function presentHook(hook: HookRecord): Record<string, unknown> {
  return {
    id: hook.id,
    name: '',
    type: 'gitea',
    branch_filter: '',
    config: { content_type: hook.contentType, url: hook.url },
    events: hook.events,
    authorization_header: '',
    active: hook.active,
    updated_at: hook.updatedAt,
    created_at: hook.createdAt,
  };
}

/** Webhooks of a repository. */
export const hookRoutes = [
  route('GET /repos/:owner/:repo/hooks', list),
  route('POST /repos/:owner/:repo/hooks', create),
  route('GET /repos/:owner/:repo/hooks/:id', one),
  route('DELETE /repos/:owner/:repo/hooks/:id', remove),
];
