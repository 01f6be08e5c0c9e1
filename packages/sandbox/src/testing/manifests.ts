/** What people order, as files of the delivery repository. */
const API = 'apiVersion: mini-atlas.dev/v1alpha1';

/** Where the file of a workspace is. */
export function workspacePath(name: string): string {
  return `delivery/workspaces/${name}.yaml`;
}

/** A workspace, as a file. */
export function workspaceFile(name: string): Record<string, string> {
  return {
    [workspacePath(name)]: `${API}
kind: Workspace
metadata:
  name: ${name}
spec:
  team: ${name}
`,
  };
}

/** Where the file of an instance is. */
export function tenantPath(
  workspace: string,
  kind: string,
  name: string,
): string {
  return `delivery/tenants/${workspace}/${kind.toLowerCase()}-${name}.yaml`;
}

/** An instance in a workspace, as a file; `spec` is a JSON object. */
export function tenantFile(
  workspace: string,
  kind: string,
  name: string,
  spec: Record<string, unknown> = {},
): Record<string, string> {
  return {
    [tenantPath(workspace, kind, name)]: `${API}
kind: ${kind}
metadata:
  name: ${name}
  namespace: ${workspace}
spec: ${JSON.stringify(spec)}
`,
  };
}
