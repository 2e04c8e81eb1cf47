package dev.crossover.engine.types;

/** Source types for tests that only look at names. */
public final class TestTypes {
  private TestTypes() {}

  /**
   * @param declared such as {@code int4}, {@code varchar(10)} or {@code text[]}
   */
  public static SourceType named(String declared) {
    boolean array = declared.endsWith("[]");
    String element = array ? declared.substring(0, declared.length() - 2) : declared;
    PortableType single = PortableType.of(PortableType.Kind.OTHER);
    return new SourceType(
        element.replaceAll("\\(.*", ""), declared, array ? PortableType.array(single) : single);
  }
}
