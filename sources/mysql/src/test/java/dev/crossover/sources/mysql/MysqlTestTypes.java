package dev.crossover.sources.mysql;

import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.engine.types.SourceType;

/** Types as the catalogue reads them. */
public final class MysqlTestTypes {
  public static final SourceType BIGINT =
      new SourceType("bigint", "bigint(20)", PortableType.of(Kind.INTEGER));

  public static final SourceType TEXT = new SourceType("text", "text", PortableType.text(0));

  private MysqlTestTypes() {}
}
