package dev.crossover.launcher.real;

/** A change of the source's schema, with rows that depend on it, and the table that it is about. */
enum SchemaChange {
  ADD_COLUMN(
      "track",
      "ALTER TABLE track ADD more int DEFAULT 7;"
          + " INSERT INTO track (id, album, more) VALUES (900, 1, 9)"),
  DROP_COLUMN(
      "track", "ALTER TABLE track DROP note; INSERT INTO track (id, album) VALUES (900, 1)"),
  RENAME_COLUMN(
      "track",
      "ALTER TABLE track RENAME note TO remark;"
          + " INSERT INTO track (id, album, remark) VALUES (900, 1, 'new')"),
  CHANGE_TYPE(
      "track",
      "ALTER TABLE track ALTER note TYPE int USING 5;"
          + " INSERT INTO track (id, album, note) VALUES (900, 1, 6)"),
  DROP_TABLE("loose", "DROP TABLE loose"),
  RENAME_TABLE("loose", "ALTER TABLE loose RENAME TO lost; INSERT INTO lost VALUES (900, 'new')"),
  CREATE_TABLE("fresh", "CREATE TABLE fresh (id int PRIMARY KEY); INSERT INTO fresh VALUES (900)"),
  SWAP_TABLE(
      "loose",
      "CREATE TABLE other (LIKE loose INCLUDING ALL); ALTER TABLE other REPLICA IDENTITY FULL;"
          + " INSERT INTO other SELECT id, note || '!' FROM loose; DROP TABLE loose;"
          + " ALTER TABLE other RENAME TO loose; INSERT INTO loose VALUES (900, 'new')"),
  ATTACH_PARTITION(
      "event",
      "CREATE TABLE event_2 (LIKE event INCLUDING ALL); ALTER TABLE event_2 REPLICA IDENTITY FULL;"
          + " INSERT INTO event_2 VALUES (900, 'before');"
          + " ALTER TABLE event ATTACH PARTITION event_2 FOR VALUES FROM (100) TO (1000);"
          + " INSERT INTO event VALUES (901, 'after')"),
  INDEX("loose", "CREATE INDEX by_note ON loose (note); INSERT INTO loose VALUES (900, 'new')"),
  CONSTRAINT(
      "loose", "ALTER TABLE loose ADD CHECK (note <> ''); INSERT INTO loose VALUES (900, 'new')"),
  TRUNCATE("loose", "TRUNCATE loose; INSERT INTO loose VALUES (900, 'new')");

  final String table;
  final String sql;

  SchemaChange(String table, String sql) {
    this.table = table;
    this.sql = sql;
  }
}
