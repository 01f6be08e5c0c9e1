/** On a catalog entity: the instance ref of the KRO instance it stands for. */
export const ANNOTATION_INSTANCE = 'mini-atlas.dev/instance';

/** On a catalog entity: the name of the ResourceGraphDefinition it stands for. */
export const ANNOTATION_ABSTRACTION = 'mini-atlas.dev/abstraction';

/** On an instance: the entity ref of its owner, e.g. `group:default/payments`. */
export const ANNOTATION_OWNER = 'mini-atlas.dev/owner';

/** On an RGD: how people call the abstraction. */
export const ANNOTATION_TITLE = 'mini-atlas.dev/title';

/** On an RGD: one sentence that says what it is for. */
export const ANNOTATION_DESCRIPTION = 'mini-atlas.dev/description';

/** On an RGD: the catalog kind that an instance becomes, e.g. `Component`. */
export const ANNOTATION_CATALOG_KIND = 'mini-atlas.dev/catalog-kind';

/** On an RGD: the `spec.type` of the entity that an instance becomes, e.g. `service`. */
export const ANNOTATION_CATALOG_TYPE = 'mini-atlas.dev/catalog-type';

/** On an RGD: `"true"` when it may be ordered from the portal. */
export const ANNOTATION_SELF_SERVICE = 'mini-atlas.dev/self-service';

/** On an RGD: where its manifests live, e.g. `delivery/tenants/{namespace}/{kind}-{name}.yaml`. */
export const ANNOTATION_DELIVERY_PATH = 'mini-atlas.dev/delivery-path';

/**
 * On an RGD: the labels by which the Kubernetes tab of an instance's entity finds its workloads, pods and services, e.g.
 * `mini-atlas.dev/app={name}`. `{name}` and `{namespace}` are the instance's. All of them must carry these labels.
 */
export const ANNOTATION_KUBERNETES_SELECTOR =
  'mini-atlas.dev/kubernetes-label-selector';

/**
 * On an RGD: how others use an instance, as lines to copy; `{name}` and `{namespace}` are the instance's. Without it the
 * page of an instance says it by its outputs.
 */
export const ANNOTATION_USAGE = 'mini-atlas.dev/usage';

/** On an RGD: the entity ref of the software template that orders it, e.g. `template:default/workspace`. */
export const ANNOTATION_TEMPLATE = 'mini-atlas.dev/template';
