// @ts-check

/**
 * What the cluster offered for order when it was seen last. When the shape of `orderable` changes, a migration empties
 * the table: the next look at the cluster fills it again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = knex =>
  knex.schema.createTable('mini_atlas_orderables', table => {
    table.string('cluster').notNullable().comment('Name of the cluster');
    table.string('name').notNullable().comment('Name of the abstraction');
    table.text('orderable').notNullable().comment('JSON of an Orderable');
    table.primary(['cluster', 'name']);
  });

/** @param {import('knex').Knex} knex */
exports.down = knex => knex.schema.dropTable('mini_atlas_orderables');
