import type {
  ASTNode,
  OverlayContext,
  TypeDeclaration,
} from '@marcbachmann/cel-js';

/** What the engine's type checker offers a macro. */
export interface Checker {
  check(node: ASTNode, ctx: Scope): TypeDeclaration;
  getType(name: string): TypeDeclaration;
  registry: {
    getListType(item: TypeDeclaration): TypeDeclaration;
    getMapType(key: TypeDeclaration, value: TypeDeclaration): TypeDeclaration;
    getOptionalType(of: TypeDeclaration): TypeDeclaration;
  };
}

/** What the engine's evaluator offers a macro. */
export interface Evaluator {
  run(node: ASTNode, ctx: Scope): unknown;
}

/** Where the variables of an expression are. */
export interface Scope {
  forkWithVariable(name: string, type: TypeDeclaration): ReusableScope;
}

/** The engine's scope of one variable; `reuse` is missing from its published types. */
export interface ReusableScope
  extends Scope,
    Pick<OverlayContext, 'setIterValue'> {
  reuse(parent: Scope): ReusableScope;
}

/** A macro as it stands in an expression. */
export interface MacroCall {
  args: ASTNode[];
  receiver: ASTNode;
}

/** The name that a macro's argument gives to a variable. Throws for anything else. */
export function variableName(node: ASTNode, macro: string): string {
  if (node.op === 'id') return node.args;
  throw new Error(`${macro}: its variables must be names`);
}
