package dev.crossover.sources.postgresql.schema;

import dev.crossover.engine.schema.SourceSchema.NotMoved;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the chosen schemas hold besides tables and sequences. */
final class UnmovedCatalogue {
  // Objects of extensions are left out: they come with the extension.
  private static final String OBJECTS =
      """
WITH schemas AS (SELECT oid, nspname FROM pg_namespace WHERE nspname = ANY (?)),
owned AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e')
SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
                      ELSE 'foreign table' END AS kind,
       s.nspname || '.' || c.relname AS name
FROM pg_class c JOIN schemas s ON s.oid = c.relnamespace
WHERE c.relkind IN ('v', 'm', 'f')
  AND NOT EXISTS (SELECT FROM owned o
                  WHERE o.classid = 'pg_class'::regclass AND o.objid = c.oid)
UNION ALL
SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate'
                      ELSE 'function' END,
       s.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'
FROM pg_proc p JOIN schemas s ON s.oid = p.pronamespace
WHERE NOT EXISTS (SELECT FROM owned o
                  WHERE o.classid = 'pg_proc'::regclass AND o.objid = p.oid)
UNION ALL
SELECT 'trigger', t.tgname || ' on ' || s.nspname || '.' || c.relname
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
JOIN schemas s ON s.oid = c.relnamespace
WHERE NOT t.tgisinternal AND NOT c.relispartition
UNION ALL
SELECT 'rule', r.rulename || ' on ' || s.nspname || '.' || c.relname
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
JOIN schemas s ON s.oid = c.relnamespace
WHERE r.rulename <> '_RETURN'
UNION ALL
SELECT 'policy', p.polname || ' on ' || s.nspname || '.' || c.relname
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
JOIN schemas s ON s.oid = c.relnamespace
UNION ALL
SELECT 'partition',
       s.nspname || '.' || c.relname || ' of ' || pg_partition_root(c.oid)::regclass::text
FROM pg_class c JOIN schemas s ON s.oid = c.relnamespace
JOIN pg_class root ON root.oid = pg_partition_root(c.oid)
WHERE c.relispartition AND c.relkind IN ('r', 'p')
  AND root.relnamespace NOT IN (SELECT oid FROM schemas)
UNION ALL
SELECT 'event trigger', evtname FROM pg_event_trigger
UNION ALL
SELECT 'large objects', count(*) || ' of them' FROM pg_largeobject_metadata
HAVING count(*) > 0
ORDER BY 1, 2
""";

  private UnmovedCatalogue() {}

  static List<NotMoved> read(Connection connection, Array schemas) throws SQLException {
    return CatalogueQuery.run(
        connection,
        OBJECTS,
        row -> new NotMoved(row.getString("kind"), row.getString("name"), reason(row.getString(1))),
        schemas);
  }

  private static String reason(String kind) {
    return switch (kind) {
      case "view", "materialized view" -> "write it again in the target's SQL after cutover";
      case "foreign table" -> "its rows are kept in another database";
      case "function", "procedure", "aggregate" ->
          "code is not moved; do what it does in the application";
      case "trigger", "event trigger", "rule" ->
          "code is not moved; do what it does in the application";
      case "policy" ->
          "row-level security is not moved; restrict access to the target's rows by other means";
      case "partition" ->
          "it is moved with its table only, whose schema source.schemas does not name";
      default -> "no table column holds its data; move it separately";
    };
  }
}
