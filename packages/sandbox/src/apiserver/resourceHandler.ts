import { KubernetesObject } from '@mini-atlas/kro';
import { Answer, pageNotFound } from './answer';
import { Backend, timestamp } from './backend';
import { BodyText } from './bodyText';
import { createObject } from './createObject';
import { DecodedBody, decodeObject, decodePatch } from './decodeBody';
import { decodeDraft } from './drafts';
import { deletedStatus, deleteObject } from './deleteObject';
import { deleteOptions } from './deleteOptions';
import { encodeJson, listText, objectText } from './encode';
import { listObjects } from './listObjects';
import { negotiate, Representation } from './negotiate';
import { Patch } from './patch';
import { patchObject } from './patchObject';
import {
  badRequest,
  methodNotAllowed,
  notFound,
  notServed,
  notSupported,
} from './refusals';
import { ApiRequest } from './request';
import { answerReview, isReview } from './reviews';
import { isTrue, ResourceRoute } from './route';
import { patchScale, replaceScale, scaleOf } from './scale';
import { Selection, selectionOf } from './selection';
import { ServedType, Subresource, subresourceVerbs } from './servedType';
import { IncludedObject } from './table';
import { answerTokenRequest } from './tokenRequest';
import { trackOwnership } from './typing';
import { existing, updateObject } from './updateObject';
import { watchAnswer, watchQuery } from './watchAnswer';
import { ObjectKey } from './writeOptions';
import { objectWrite } from './writeQuery';

/** Answers one request to a type that is served. */
class ResourceHandler {
  private readonly representation: Representation;
  private readonly include: IncludedObject;

  constructor(
    private readonly backend: Backend,
    private readonly request: ApiRequest,
    private readonly route: ResourceRoute,
    private readonly type: ServedType,
  ) {
    this.representation = negotiate(
      request.accept,
      isTrue(request.query.get('pretty')),
    );
    const include = request.query.get('includeObject');
    this.include =
      include === 'None' || include === 'Object' ? include : 'Metadata';
  }

  handle(): Answer {
    const { verb, subresource } = this.route;
    if (subresource === 'scale') return this.scale();
    if (subresource === 'token') return this.token();
    switch (verb) {
      case 'get':
        return this.object(200, existing(this.backend, this.type, this.key()));
      case 'list':
        return this.list();
      case 'watch':
        return this.watch();
      case 'create':
        return this.create();
      case 'update':
        return this.update();
      case 'patch':
        return this.patch();
      case 'delete':
        return this.delete();
      default:
        return this.deleteCollection();
    }
  }

  private list(): Answer {
    const { query } = this.request;
    const list = listObjects(this.backend, this.type, this.selection(), {
      limit: limitOf(query),
      continue: query.get('continue') ?? undefined,
      resourceVersion: query.get('resourceVersion') ?? undefined,
      resourceVersionMatch: query.get('resourceVersionMatch') ?? undefined,
    });
    return this.json(
      200,
      listText(this.type, list, this.representation.as, this.include),
    );
  }

  private watch(): Answer {
    return watchAnswer(
      this.backend,
      this.type,
      this.selection(),
      watchQuery(this.request.query),
      this.representation,
      this.include,
    );
  }

  private create(): Answer {
    const { namespace } = this.route;
    const { value: input, text } = this.body();
    if (isReview(this.type)) return this.review(input, text);
    if (this.type.namespaced && !namespace) throw methodNotAllowed();
    return this.object(
      201,
      createObject(this.backend, this.type, { namespace }, input, {
        ...this.write(),
        text,
      }),
    );
  }

  private review(input: unknown, text: BodyText | undefined): Answer {
    const { namespace } = this.route;
    const write = { ...this.write(), text };
    const draft = decodeDraft(this.type, { namespace }, input, write);
    draft.metadata.managedFields = trackOwnership(this.type, undefined, draft, {
      manager: write.manager,
      now: timestamp(new Date()),
    }).metadata.managedFields;
    const answer = answerReview(
      this.backend,
      this.type,
      this.request.user,
      draft,
    );
    return this.json(201, JSON.stringify(answer));
  }

  private token(): Answer {
    const account = existing(this.backend, this.type, this.key());
    const { contentType, body } = this.request;
    const kind = 'TokenRequest';
    const { value } = decodeObject({ kind }, contentType, body);
    const answer = answerTokenRequest(this.backend, account, value);
    return this.json(201, JSON.stringify(answer));
  }

  private update(): Answer {
    const { value, text } = this.body();
    return this.object(
      200,
      updateObject(this.backend, this.type, this.key(), value, {
        ...this.write(),
        text,
      }),
    );
  }

  private patch(): Answer {
    const patch = this.patchBody();
    const { object, created } = patchObject(
      this.backend,
      this.type,
      this.key(),
      patch,
      this.write(patch.type),
    );
    return this.object(created ? 201 : 200, object);
  }

  private delete(): Answer {
    const { outcome, object } = deleteObject(
      this.backend,
      this.type,
      this.key(),
      deleteOptions(this.request),
    );
    return outcome === 'marked' || this.type.rules.returnsDeleted
      ? this.object(200, object)
      : this.json(200, JSON.stringify(deletedStatus(this.type, object)));
  }

  private deleteCollection(): Answer {
    const options = deleteOptions(this.request);
    const list = listObjects(this.backend, this.type, this.selection(), {});
    for (const { metadata } of list.items) {
      const key = { name: metadata.name ?? '', namespace: metadata.namespace };
      deleteObject(this.backend, this.type, key, options);
    }
    return this.json(
      200,
      listText(
        this.type,
        { ...list, revision: this.backend.store.revision },
        undefined,
        this.include,
      ),
    );
  }

  private scale(): Answer {
    const before = existing(this.backend, this.type, this.key());
    const write = { ...this.write(), subresource: undefined };
    switch (this.route.verb) {
      case 'get':
        return this.json(200, JSON.stringify(scaleOf(this.type, before)));
      case 'update':
        return this.json(
          200,
          JSON.stringify(
            replaceScale(
              this.backend,
              this.type,
              before,
              this.body().value,
              write,
            ),
          ),
        );
      default:
        return this.json(
          200,
          JSON.stringify(
            patchScale(
              this.backend,
              this.type,
              before,
              this.patchBody(),
              write,
            ),
          ),
        );
    }
  }

  private key(): ObjectKey {
    const { name = '', namespace } = this.route;
    return { name, ...(namespace ? { namespace } : {}) };
  }

  private selection(): Selection {
    const { query } = this.request;
    return selectionOf(this.type, {
      namespace: this.route.namespace,
      labelSelector: query.get('labelSelector') ?? undefined,
      fieldSelector: query.get('fieldSelector') ?? undefined,
    });
  }

  private write(patchType?: Patch['type']) {
    return objectWrite(
      this.request,
      this.route.subresource as Subresource | undefined,
      patchType,
    );
  }

  private body(): DecodedBody {
    const { contentType, body } = this.request;
    return decodeObject(this.type, contentType, body);
  }

  private patchBody(): Patch {
    const { contentType, body, query } = this.request;
    const accepted: Patch['type'][] = this.type.custom
      ? ['json', 'merge', 'apply']
      : ['json', 'merge', 'strategic', 'apply'];
    return {
      ...decodePatch(accepted, contentType, body, Boolean(this.type.custom)),
      force: isTrue(query.get('force')),
    };
  }

  private object(code: number, object: KubernetesObject): Answer {
    return this.json(
      code,
      objectText(this.type, object, this.representation.as, this.include),
    );
  }

  private json(code: number, json: string): Answer {
    return { code, ...encodeJson(json, this.representation) };
  }
}

/** Answers a request to a resource: find the type, then what the verb says. */
export function handleResource(
  backend: Backend,
  request: ApiRequest,
  route: ResourceRoute,
): Answer {
  const type = backend.types.resource(route.group, route.version, route.plural);
  const subresource = type?.subresources.find(
    known => known === route.subresource,
  );
  if (!type || !fitsScope(type, route) || (route.subresource && !subresource)) {
    if (type?.custom && route.subresource && fitsScope(type, route)) {
      throw notFound(type, route.name ?? '');
    }
    // The part of the API server that serves custom resources has no Status for that.
    if (backend.types.isBuiltIn(route.group)) throw notServed();
    return pageNotFound();
  }
  const allowed: readonly string[] = subresource
    ? subresourceVerbs(subresource)
    : type.verbs;
  if (!allowed.includes(route.verb) || !fitsTarget(route)) {
    throw type.custom && subresource
      ? notSupported(type, route.verb)
      : methodNotAllowed();
  }
  if (type.warning) request.warn(type.warning);
  return new ResourceHandler(backend, request, route, type).handle();
}

/** How many objects a list may have; 0 for all. @throws StatusError 400 for what is no whole number */
function limitOf(query: URLSearchParams): number {
  const asked = query.get('limit');
  if (!asked) return 0;
  if (!/^[+-]?\d+$/.test(asked)) {
    throw badRequest(
      `strconv.ParseInt: parsing ${JSON.stringify(asked)}: invalid syntax`,
    );
  }
  return Math.max(0, Number(asked));
}

/** A name needs its namespace, and only namespaced types have one. */
function fitsScope(type: ServedType, route: ResourceRoute): boolean {
  if (route.namespace) return type.namespaced;
  return !type.namespaced || !route.name;
}

/** Some verbs go to one object, others to all of them. */
function fitsTarget({ verb, name, subresource }: ResourceRoute): boolean {
  return subresource !== undefined ||
    ['get', 'update', 'patch', 'delete'].includes(verb)
    ? name !== undefined
    : name === undefined;
}
