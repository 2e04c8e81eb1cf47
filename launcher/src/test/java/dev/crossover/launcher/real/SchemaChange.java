package dev.crossover.launcher.real;

import dev.crossover.launcher.cli.MovedSource;

/** A change of the source's schema, with rows that depend on it, and the table that it is about. */
enum SchemaChange {
  ADD_COLUMN(
      "track",
      "ALTER TABLE track ADD more int DEFAULT 7;\n"
          + "INSERT INTO track (id, album, more) VALUES (900, 1, 9)"),
  DROP_COLUMN(
      "track", "ALTER TABLE track DROP note;\nINSERT INTO track (id, album) VALUES (900, 1)"),
  RENAME_COLUMN(
      "track",
      "ALTER TABLE track RENAME COLUMN note TO remark;\n"
          + "INSERT INTO track (id, album, remark) VALUES (900, 1, 'new')"),
  CHANGE_TYPE(
      "track",
      "ALTER TABLE track ALTER note TYPE int USING 5",
      "ALTER TABLE track MODIFY note int",
      ";\nINSERT INTO track (id, album, note) VALUES (900, 1, 6)"),
  DROP_TABLE("loose", "DROP TABLE loose"),
  RENAME_TABLE("loose", "ALTER TABLE loose RENAME TO lost;\nINSERT INTO lost VALUES (900, 'new')"),
  CREATE_TABLE("fresh", "CREATE TABLE fresh (id int PRIMARY KEY);\nINSERT INTO fresh VALUES (900)"),
  SWAP_TABLE(
      "loose",
      "CREATE TABLE other (LIKE loose INCLUDING ALL); ALTER TABLE other REPLICA IDENTITY FULL",
      "CREATE TABLE other LIKE loose",
      ";\nINSERT INTO other SELECT id, concat(note, '!') FROM loose;\nDROP TABLE loose;\n"
          + "ALTER TABLE other RENAME TO loose;\nINSERT INTO loose VALUES (900, 'new')"),
  ATTACH_PARTITION(
      "event",
      "CREATE TABLE event_2 (LIKE event INCLUDING ALL); ALTER TABLE event_2 REPLICA IDENTITY FULL;"
          + " INSERT INTO event_2 VALUES (900, 'before');"
          + " ALTER TABLE event ATTACH PARTITION event_2 FOR VALUES FROM (100) TO (1000)",
      """
      CREATE TABLE event_2 LIKE event;
      ALTER TABLE event_2 REMOVE PARTITIONING;
      ALTER TABLE event ADD PARTITION (PARTITION event_2 VALUES LESS THAN (1000));
      INSERT INTO event_2 VALUES (900, 'before');
      ALTER TABLE event EXCHANGE PARTITION event_2 WITH TABLE event_2;
      DROP TABLE event_2\
      """,
      ";\nINSERT INTO event VALUES (901, 'after')"),
  INDEX("loose", "CREATE INDEX by_note ON loose (note);\nINSERT INTO loose VALUES (900, 'new')"),
  CONSTRAINT(
      "loose", "ALTER TABLE loose ADD CHECK (note <> '');\nINSERT INTO loose VALUES (900, 'new')"),
  TRUNCATE("loose", "TRUNCATE loose;\nINSERT INTO loose VALUES (900, 'new')");

  final String table;
  private final String postgresql;
  private final String mysql;
  private final String rows;

  SchemaChange(String table, String sql) {
    this(table, sql, sql, "");
  }

  /**
   * @param rows what is said to each in the same words
   */
  SchemaChange(String table, String postgresql, String mysql, String rows) {
    this.table = table;
    this.postgresql = postgresql;
    this.mysql = mysql;
    this.rows = rows;
  }

  String sql(MovedSource kind) {
    return kind.words(postgresql, mysql) + rows;
  }
}
