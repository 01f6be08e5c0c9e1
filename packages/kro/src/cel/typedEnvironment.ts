import type { Environment } from '@marcbachmann/cel-js';
import { OpenApiSchema } from '../contract';
import { GraphError } from '../graphError';
import { preservesUnknown } from '../schema/openApi';
import { celMessage } from './celError';
import { CelType, celTypeOfSchema, parseCelType } from './celType';
import { celEnvironment, declare } from './environment';
import type { Expression } from './expression';

/**
 * Checks expressions against the schemas of their variables.
 *
 * Of a schema only the fields that some expression names become fields of the engine's types: the rest cannot
 * be asked for, and the schemas of Pods or Kafkas have thousands.
 */
export class TypedEnvironment {
  private readonly schemas = new Map<string, OpenApiSchema>();

  private constructor(
    private readonly env: Environment,
    private readonly names: ReadonlySet<string>,
    schemas?: ReadonlyMap<string, OpenApiSchema>,
  ) {
    schemas?.forEach((schema, name) => this.schemas.set(name, schema));
  }

  /** @param names - every field name that the expressions to be checked select */
  static create(
    variables: Record<string, CelType>,
    names: ReadonlySet<string>,
  ): TypedEnvironment {
    const typed = new TypedEnvironment(
      celEnvironment(Object.keys(variables)),
      names,
    );
    typed.declareAll(variables);
    return typed;
  }

  /** The same environment with more variables. */
  extend(variables: Record<string, CelType>): TypedEnvironment {
    const typed = new TypedEnvironment(
      this.env.clone(),
      this.names,
      this.schemas,
    );
    typed.declareAll(variables);
    return typed;
  }

  /**
   * The type of an expression's result.
   *
   * @throws GraphError for an unknown field, function or variable, or types that do not go together
   */
  check(expression: Expression): CelType {
    const result = this.env.check(expression.source);
    if (result.valid) return parseCelType(result.type ?? 'dyn', this.schemas);
    throw new GraphError(checkMessage(result.error));
  }

  private declareAll(variables: Record<string, CelType>) {
    for (const [name, type] of Object.entries(variables)) {
      declare(this.env, name, this.typeName(type, `__type_${name}`, []));
    }
  }

  private typeName(
    type: CelType,
    name: string,
    within: OpenApiSchema[],
  ): string {
    switch (type.is) {
      case 'scalar':
        return type.name;
      case 'list':
        return `list<${this.typeName(type.of, `${name}.idx`, within)}>`;
      case 'optional':
        return `optional<${this.typeName(type.of, `${name}.opt`, within)}>`;
      case 'map':
        return `map<string, ${this.typeName(type.of, `${name}.elem`, within)}>`;
      case 'object':
        return within.includes(type.schema)
          ? 'dyn'
          : this.objectTypeName(type.schema, name, within);
      default:
        return 'dyn';
    }
  }

  private objectTypeName(
    schema: OpenApiSchema,
    name: string,
    within: OpenApiSchema[],
  ): string {
    const known = [...this.schemas].find(([, other]) => other === schema);
    if (known) return known[0];
    const fields: Record<string, string> = {};
    let count = 0;
    for (const field of this.names) {
      const child = this.fieldType(schema, field);
      if (child) {
        count += 1;
        fields[field] = this.typeName(child, `${name}.f${count}`, [
          ...within,
          schema,
        ]);
      }
    }
    this.schemas.set(name, schema);
    this.env.registerType(name, { fields });
    return name;
  }

  private fieldType(schema: OpenApiSchema, field: string): CelType | undefined {
    const { properties } = schema;
    if (properties && Object.hasOwn(properties, field)) {
      return celTypeOfSchema(properties[field]);
    }
    return preservesUnknown(schema) ? { is: 'dyn' } : undefined;
  }
}

/** The checker's error in cel-go's words for the cases people meet. */
function checkMessage(error: unknown): string {
  const message = celMessage(error);
  const field = /^no such key: (.*)$/s.exec(message);
  if (field) return `undefined field '${field[1]}'`;
  const variable = /^no such attribute\(s\): (.*)$/s.exec(message);
  if (variable) return `undeclared reference to '${variable[1]}'`;
  return message;
}
