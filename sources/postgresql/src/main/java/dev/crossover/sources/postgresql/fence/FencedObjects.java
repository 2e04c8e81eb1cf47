package dev.crossover.sources.postgresql.fence;

import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.postgresql.fence.PostgresqlFenceRecord.Privilege;
import dev.crossover.sources.postgresql.fence.PostgresqlFenceRecord.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads from PostgreSQL's catalogue what a fence closes. */
final class FencedObjects {
  /**
   * The moved tables, what inherits from them, and what they inherit from: a write to a partitioned
   * table asks for the rights of that table alone.
   */
  static final String TABLES =
      """
      WITH RECURSIVE named(oid) AS (
        SELECT c.oid
          FROM unnest(?::text[], ?::text[]) AS m (schema, name)
          JOIN pg_namespace n ON n.nspname = m.schema
          JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = m.name
      ), below(oid) AS (
        SELECT oid FROM named
        UNION SELECT i.inhrelid FROM pg_inherits i JOIN below b ON i.inhparent = b.oid
      ), above(oid) AS (
        SELECT oid FROM named
        UNION SELECT i.inhparent FROM pg_inherits i JOIN above a ON i.inhrelid = a.oid
      ), tables(oid) AS (SELECT oid FROM below UNION SELECT oid FROM above)
      """;

  private static final String TABLE_NAMES =
      TABLES
          + """
          SELECT n.nspname, c.relname FROM tables t JOIN pg_class c ON c.oid = t.oid
            JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE c.relkind IN ('r', 'p') ORDER BY 1, 2
          """;

  /** A sequence that a table draws from which is not moved stays open. */
  private static final String PRIVILEGES =
      TABLES
          + """
          , feeds(sequence, relation) AS (
            SELECT d.objid, d.refobjid FROM pg_depend d
             WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
               AND d.deptype IN ('a', 'i')
            UNION
            SELECT d.refobjid, f.adrelid FROM pg_depend d JOIN pg_attrdef f ON f.oid = d.objid
             WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass
          ), objects AS (
            SELECT 'TABLE' AS kind, c.* FROM pg_class c JOIN tables t ON t.oid = c.oid
             WHERE c.relkind IN ('r', 'p')
            UNION ALL
            SELECT 'SEQUENCE', c.* FROM pg_class c
             WHERE c.relkind = 'S' AND c.oid IN (
                   SELECT sequence FROM feeds GROUP BY 1
                   HAVING bool_and(relation IN (SELECT oid FROM tables)))
          ), acls AS (
            SELECT kind, oid, '' AS attname, coalesce(relacl,
                   acldefault((CASE kind WHEN 'TABLE' THEN 'r' ELSE 's' END)::"char", relowner))
                   AS acl
              FROM objects
            UNION ALL
            SELECT kind, o.oid, a.attname, a.attacl
              FROM objects o JOIN pg_attribute a ON a.attrelid = o.oid
             WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
          )
          SELECT kind, n.nspname, c.relname, acls.attname, x.privilege_type,
                 pg_get_userbyid(x.grantor), CASE x.grantee WHEN 0 THEN '' ELSE
                 pg_get_userbyid(x.grantee) END, x.is_grantable, pg_get_userbyid(c.relowner)
            FROM acls JOIN pg_class c USING (oid) JOIN pg_namespace n ON n.oid = c.relnamespace,
                 aclexplode(acls.acl) x
           WHERE x.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')
              OR (kind = 'SEQUENCE' AND x.privilege_type = 'USAGE')
           ORDER BY 1, 2, 3, 4, 6, 7, 8, 5
          """;

  /** The named roles and whoever may act as one of them, but for superusers and ourselves. */
  private static final String ROLES =
      """
      SELECT r.rolname, r.rolcanlogin FROM pg_roles r
       WHERE NOT r.rolsuper AND r.rolname <> session_user AND EXISTS (
             SELECT FROM pg_roles named
              WHERE named.rolname = ANY (?) AND pg_has_role(r.oid, named.oid, 'MEMBER'))
       ORDER BY 1
      """;

  private record Owned(Privilege privilege, String owner) {}

  private FencedObjects() {}

  static PostgresqlFenceRecord read(
      Connection connection, List<TableName> moved, List<String> applicationRoles)
      throws SQLException {
    return new PostgresqlFenceRecord(
        "",
        roles(connection, applicationRoles),
        privileges(connection, moved),
        tables(connection, moved));
  }

  private static List<Role> roles(Connection connection, List<String> named) throws SQLException {
    List<Role> roles = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(ROLES)) {
      statement.setArray(1, connection.createArrayOf("text", named.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          roles.add(new Role(rows.getString(1), rows.getBoolean(2)));
        }
      }
    }
    return roles;
  }

  static List<TableName> tables(Connection connection, List<TableName> moved) throws SQLException {
    List<TableName> tables = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLE_NAMES)) {
      bind(connection, statement, moved);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          tables.add(new TableName(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return tables;
  }

  private static List<Privilege> privileges(Connection connection, List<TableName> moved)
      throws SQLException {
    List<Owned> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(PRIVILEGES)) {
      bind(connection, statement, moved);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Owned(
                  new Privilege(
                      rows.getString(1),
                      new TableName(rows.getString(2), rows.getString(3)),
                      rows.getString(4),
                      rows.getString(5),
                      rows.getString(6),
                      rows.getString(7),
                      rows.getBoolean(8)),
                  rows.getString(9)));
        }
      }
    }
    return inGrantingOrder(found);
  }

  /** Sets the two parameters of {@link #TABLES}. */
  static void bind(Connection connection, PreparedStatement statement, List<TableName> moved)
      throws SQLException {
    statement.setArray(
        1, connection.createArrayOf("text", moved.stream().map(TableName::schema).toArray()));
    statement.setArray(
        2, connection.createArrayOf("text", moved.stream().map(TableName::name).toArray()));
  }

  /** Whoever granted a right on must have it again first; the owner always may. */
  private static List<Privilege> inGrantingOrder(List<Owned> found) {
    Set<Owned> left = new LinkedHashSet<>(found);
    Set<List<Object>> grantable = new HashSet<>();
    List<Privilege> ordered = new ArrayList<>();
    boolean progress = true;
    while (progress) {
      progress = false;
      for (Owned owned : List.copyOf(left)) {
        Privilege privilege = owned.privilege();
        if (privilege.grantor().equals(owned.owner()) || mayGrant(grantable, privilege)) {
          left.remove(owned);
          ordered.add(privilege);
          if (privilege.grantable()) {
            grantable.add(right(privilege, privilege.column(), privilege.grantee()));
          }
          progress = true;
        }
      }
    }
    left.forEach(owned -> ordered.add(owned.privilege()));
    return ordered;
  }

  /** The right to grant on for a whole table holds for each of its columns too. */
  private static boolean mayGrant(Set<List<Object>> grantable, Privilege privilege) {
    return grantable.contains(right(privilege, privilege.column(), privilege.grantor()))
        || grantable.contains(right(privilege, "", privilege.grantor()));
  }

  private static List<Object> right(Privilege privilege, String column, String role) {
    return List.of(privilege.object(), column, privilege.right(), role);
  }
}
