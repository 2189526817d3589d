/** Changing what must never change, as only the owner of the database can: with the triggers taken away. */
import type { Stack } from "./stack.ts";

/** Flips the last bit of one byte of a bytea column of a log table's row; again, and it is as it was. */
export async function flipByte(
  stack: Stack,
  place: {
    readonly table: "log_entry" | "log_tile";
    readonly column: string;
    readonly where: string;
    readonly at: number;
  },
): Promise<void> {
  const { table, column, where, at } = place;
  await asBurglar(
    stack,
    table,
    `UPDATE ${table} SET ${column} = set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1) WHERE ${where}`,
  );
}

/** Runs SQL against a table whose triggers are off for that moment. */
export async function asBurglar(stack: Stack, table: string, sql: string): Promise<void> {
  await stack.asOwner(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  try {
    await stack.asOwner(sql);
  } finally {
    await stack.asOwner(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  }
}
