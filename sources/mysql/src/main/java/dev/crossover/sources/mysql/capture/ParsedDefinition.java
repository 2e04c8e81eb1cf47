package dev.crossover.sources.mysql.capture;

import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.sql.Backticks;
import dev.crossover.sources.mysql.sql.MysqlServer;
import io.debezium.connector.mariadb.antlr.MariaDbAntlrDdlParser;
import io.debezium.connector.mariadb.charset.MariaDbCharsetRegistry;
import io.debezium.connector.mysql.antlr.MySqlAntlrDdlParser;
import io.debezium.connector.mysql.charset.MySqlCharsetRegistry;
import io.debezium.relational.Tables;
import io.debezium.relational.Tables.TableFilter;
import io.debezium.relational.ddl.DdlParser;
import io.debezium.text.ParsingException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Whether Debezium understands how a table is defined. It learns the columns of the log's rows from
 * the server's own statement, and ends when it cannot read one.
 */
public final class ParsedDefinition {
  private ParsedDefinition() {}

  public static boolean isReadable(Connection connection, TableName table) throws SQLException {
    DdlParser parser =
        MysqlServer.of(connection).mariadb()
            ? new MariaDbAntlrDdlParser(
                true, false, false, TableFilter.includeAll(), new MariaDbCharsetRegistry())
            : new MySqlAntlrDdlParser(
                true, false, false, TableFilter.includeAll(), new MySqlCharsetRegistry());
    parser.setCurrentDatabase(table.schema());
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + Backticks.quoted(table))) {
      row.next();
      parser.parse(row.getString(2), new Tables());
      return true;
    } catch (ParsingException notUnderstood) {
      return false;
    }
  }
}
